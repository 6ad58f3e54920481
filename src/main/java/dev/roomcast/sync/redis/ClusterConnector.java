package dev.roomcast.sync.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.util.JedisClusterCRC16;

/** Every slot has a server of its own, which changes when slots are moved and when a replica takes over. */
final class ClusterConnector implements Connector {
    private static final int SLOTS = 16_384;

    private final Dialer dialer;
    private final List<HostAndPort> seeds;
    private final Advisers advisers;
    /** The seeds and whatever the last table named. */
    private volatile List<HostAndPort> servers;
    /** Who has which slot; null when it has to be asked for. */
    private volatile @Nullable Table table;

    /** @param known masters and replicas: any of them can be asked for the next table */
    private record Table(AtomicReferenceArray<@Nullable HostAndPort> masters, Set<HostAndPort> known) {}

    ClusterConnector(RedisAddress.Cluster address, RedisAccess access, Dialer dialer, int timeoutMs) {
        this.dialer = dialer;
        seeds = address.seeds().stream()
                .map(place -> new HostAndPort(place.host(), place.port()))
                .toList();
        servers = seeds;
        advisers = new Advisers("the cluster's table of slots", access, timeoutMs);
    }

    @Override
    public HostAndPort serverOf(String name) {
        int slot = JedisClusterCRC16.getSlot(name);
        Table now = table;
        if (now == null) {
            now = advisers.ask(() -> Optional.ofNullable(table), () -> servers, ClusterConnector::tableOf);
            take(now);
        }
        HostAndPort master = now.masters.get(slot);
        if (master == null) {
            forget();
            throw new JedisConnectionException("no server of the cluster has slot " + slot);
        }
        return master;
    }

    private void take(Table told) {
        Set<HostAndPort> all = new LinkedHashSet<>(told.known);
        all.addAll(seeds);
        servers = List.copyOf(all);
        table = told;
    }

    /** Reads {@code CLUSTER SLOTS}: first and last slot, then the master and its replicas, each by host, port and more. */
    private static Optional<Table> tableOf(Jedis redis, HostAndPort asked) {
        AtomicReferenceArray<@Nullable HostAndPort> masters = new AtomicReferenceArray<>(SLOTS);
        Set<HostAndPort> known = new LinkedHashSet<>();
        for (Object range : (List<?>) redis.sendCommand(Protocol.Command.CLUSTER, "SLOTS")) {
            List<?> part = (List<?>) range;
            List<HostAndPort> nodes = new ArrayList<>();
            for (Object node : part.subList(2, part.size())) {
                nodes.add(server((List<?>) node, asked));
            }
            known.addAll(nodes);
            for (int slot = number(part.get(0)); slot <= number(part.get(1)); slot++) {
                masters.set(slot, nodes.get(0));
            }
        }
        return known.isEmpty() ? Optional.empty() : Optional.of(new Table(masters, known));
    }

    private static HostAndPort server(List<?> node, HostAndPort asked) {
        byte[] host = (byte[]) node.get(0);
        // A node that does not know its own address says nothing, which means the one it was asked at.
        String name = host == null || host.length == 0 ? asked.getHost() : new String(host, StandardCharsets.UTF_8);
        return new HostAndPort(name, number(node.get(1)));
    }

    private static int number(Object count) {
        return Math.toIntExact((Long) count);
    }

    @Override
    public Jedis connect(HostAndPort server) {
        return dialer.connect(server);
    }

    @Override
    public void forget() {
        table = null;
    }

    @Override
    public void onMoved(int slot, HostAndPort server) {
        Table now = table;
        if (now != null) {
            now.masters.set(slot, server);
        }
    }
}
