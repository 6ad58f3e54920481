package dev.roomcast.bus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;

/** A Cluster of three masters; the first has a replica. */
public final class RedisCluster extends ReplicatedRedis {
    private static final int MASTERS = 3;
    private static final int MANY = 1_000;
    private static final int SLOTS = 16_384;

    private final List<RedisServer> nodes = new ArrayList<>();

    private RedisCluster(boolean tls) {
        super(tls);
        for (int i = 0; i <= MASTERS; i++) {
            nodes.add(start(
                    "cluster.conf",
                    "--cluster-port",
                    String.valueOf(RedisServer.anotherPort()),
                    "--cluster-node-timeout",
                    "1500",
                    "--repl-diskless-sync-delay",
                    "0"));
        }
        for (int i = 0; i < MASTERS; i++) {
            int first = SLOTS * i / MASTERS;
            int last = SLOTS * (i + 1) / MASTERS - 1;
            cluster(nodes.get(i), "ADDSLOTSRANGE", String.valueOf(first), String.valueOf(last));
            cluster(nodes.get(i), "SET-CONFIG-EPOCH", String.valueOf(i + 1));
        }
        nodes.forEach(this::makeRoomcastUser);
        for (RedisServer node : nodes.subList(1, nodes.size())) {
            String port = String.valueOf(node.announcedPort());
            cluster(nodes.get(0), "MEET", "127.0.0.1", port, setting(node, "cluster-port"));
        }
        awaitAgreement();
        cluster(nodes.get(MASTERS), "REPLICATE", id(nodes.get(0)));
        awaitReplicas(nodes.get(0), 1);
        awaitAgreement();
    }

    static RedisCluster plain() {
        return new RedisCluster(false);
    }

    /** Nodes speak TLS with each other, too. */
    public static RedisCluster overTls() {
        return new RedisCluster(true);
    }

    private String setting(RedisServer node, String name) {
        return ask(node, redis -> redis.configGet(name).get(name));
    }

    private void cluster(RedisServer node, String... arguments) {
        on(node, redis -> redis.sendCommand(Protocol.Command.CLUSTER, arguments));
    }

    private String id(RedisServer node) {
        return ask(node, Jedis::clusterMyId);
    }

    /** Waits until every node knows all and says that all is well. */
    void awaitAgreement() {
        Await.until("the nodes agree", () -> nodes.stream().allMatch(node -> {
            String info = ask(node, Jedis::clusterInfo);
            return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:" + nodes.size());
        }));
    }

    /** Two of its nodes, of which tests kill one. */
    @Override
    Map<String, String> places() {
        return Map.of("roomcast.redis.cluster", scheme() + LOGIN + "@" + addresses(nodes.subList(0, 2).stream()));
    }

    @Override
    List<RedisServer> masters() {
        return nodes.stream().filter(this::isMaster).toList();
    }

    @Override
    List<RedisServer> group() {
        return List.of(nodes.get(0), nodes.get(MASTERS));
    }

    @Override
    boolean isMaster(RedisServer node) {
        return ask(node, redis -> redis.role().get(0)).equals("master");
    }

    @Override
    void awaitFollowing(RedisServer former) {
        awaitReplicas(group().get(former == nodes.get(0) ? 1 : 0), 1);
        awaitAgreement();
    }

    RedisServer node(int index) {
        return nodes.get(index);
    }

    /** The master that has a slot. */
    RedisServer ownerOf(int slot) {
        return masters().stream()
                .filter(node -> ask(node, redis -> redis.clusterCountKeysInSlot(slot)) > 0)
                .findFirst()
                .orElseThrow();
    }

    /** Moves a slot with its keys, one after the other, from one master to another. */
    void move(int slot, RedisServer from, RedisServer to) {
        beginMove(slot, from, to);
        endMove(slot, from, to);
    }

    /** Leaves it in between: the keys are there already, and the slot is not. */
    void beginMove(int slot, RedisServer from, RedisServer to) {
        beginMove(slot, from, to, key -> true);
    }

    /** The same, with only some of its keys there. */
    void beginMove(int slot, RedisServer from, RedisServer to, Predicate<String> moved) {
        String number = String.valueOf(slot);
        cluster(to, "SETSLOT", number, "IMPORTING", id(from));
        cluster(from, "SETSLOT", number, "MIGRATING", id(to));
        moveKeys(slot, from, to, moved);
    }

    void moveKeys(int slot, RedisServer from, RedisServer to, Predicate<String> which) {
        ask(from, redis -> redis.clusterGetKeysInSlot(slot, MANY)).stream()
                .filter(which)
                .forEach(key -> moveKey(key, from, to));
    }

    private void moveKey(String key, RedisServer from, RedisServer to) {
        String port = String.valueOf(to.announcedPort());
        on(
                from,
                redis -> redis.sendCommand(
                        Protocol.Command.MIGRATE, "127.0.0.1", port, key, "0", "5000", "AUTH", PASSWORD));
    }

    void endMove(int slot, RedisServer from, RedisServer to) {
        String number = String.valueOf(slot);
        for (RedisServer node : List.of(to, from)) {
            cluster(node, "SETSLOT", number, "NODE", id(to));
        }
    }
}
