package dev.roomcast.bus;

import dev.roomcast.sync.redis.RedisAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;

/** A Cluster of three masters; the first has a replica. */
final class RedisCluster implements AutoCloseable {
    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;

    private final List<RedisServer> nodes = new ArrayList<>();

    RedisCluster() {
        try {
            assemble();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void assemble() {
        for (int i = 0; i <= MASTERS; i++) {
            nodes.add(RedisServer.startedWith(
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
        nodes.forEach(node -> on(node, RedisKindContract::makeRoomcastUser));
        for (RedisServer node : nodes.subList(1, nodes.size())) {
            cluster(nodes.get(0), "MEET", "127.0.0.1", String.valueOf(node.port()), setting(node, "cluster-port"));
        }
        awaitAgreement();
        cluster(nodes.get(MASTERS), "REPLICATE", id(nodes.get(0)));
        Await.until("the replica is there", () -> ask(nodes.get(0), redis -> redis.info("replication"))
                .contains("state=online"));
        awaitAgreement();
    }

    private static String setting(RedisServer node, String name) {
        return ask(node, redis -> redis.configGet(name).get(name));
    }

    static <T> T ask(RedisServer node, Function<Jedis, T> question) {
        try (Jedis redis = RedisKindContract.admin(node.port(), RedisKindContract.PASSWORD)) {
            return question.apply(redis);
        }
    }

    private static void on(RedisServer node, Consumer<Jedis> command) {
        ask(node, redis -> {
            command.accept(redis);
            return "";
        });
    }

    private static void cluster(RedisServer node, String... arguments) {
        on(node, redis -> redis.sendCommand(Protocol.Command.CLUSTER, arguments));
    }

    private static String id(RedisServer node) {
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
    RedisAddress address() {
        return new RedisAddress.Cluster(
                List.of(nodes.get(0).place(), nodes.get(1).place()));
    }

    RedisServer node(int index) {
        return nodes.get(index);
    }

    boolean isMaster(RedisServer node) {
        return ask(node, redis -> redis.role().get(0)).equals("master");
    }

    /** What is published from now on at the master does not reach its replica. */
    void cutOff(RedisServer master, RedisServer replica) {
        replica.pause();
        // What is under way would still be read by whoever wakes up.
        on(master, redis -> redis.sendCommand(Protocol.Command.CLIENT, "KILL", "TYPE", "replica"));
    }

    /** The master that has a slot. */
    RedisServer ownerOf(int slot) {
        return nodes.stream()
                .filter(this::isMaster)
                .filter(node -> ask(node, redis -> redis.clusterCountKeysInSlot(slot)) > 0)
                .findFirst()
                .orElseThrow();
    }

    /** Connections of the administrator to the masters, to be closed. */
    List<Jedis> masters() {
        return nodes.stream()
                .filter(this::isMaster)
                .map(node -> RedisKindContract.admin(node.port(), RedisKindContract.PASSWORD))
                .toList();
    }

    /** Moves a slot with its keys, one after the other, from one master to another. */
    void move(int slot, RedisServer from, RedisServer to) {
        beginMove(slot, from, to);
        endMove(slot, from, to);
    }

    /** Leaves it in between: the keys are there already, and the slot is not. */
    void beginMove(int slot, RedisServer from, RedisServer to) {
        String number = String.valueOf(slot);
        cluster(to, "SETSLOT", number, "IMPORTING", id(from));
        cluster(from, "SETSLOT", number, "MIGRATING", id(to));
        for (List<String> keys = keys(from, slot); !keys.isEmpty(); keys = keys(from, slot)) {
            String key = keys.get(0);
            on(
                    from,
                    redis -> redis.sendCommand(
                            Protocol.Command.MIGRATE,
                            "127.0.0.1",
                            String.valueOf(to.port()),
                            key,
                            "0",
                            "5000",
                            "AUTH",
                            RedisKindContract.PASSWORD));
        }
    }

    void endMove(int slot, RedisServer from, RedisServer to) {
        String number = String.valueOf(slot);
        for (RedisServer node : List.of(to, from)) {
            cluster(node, "SETSLOT", number, "NODE", id(to));
        }
    }

    private static List<String> keys(RedisServer node, int slot) {
        return ask(node, redis -> redis.clusterGetKeysInSlot(slot, 1));
    }

    @Override
    public void close() {
        nodes.forEach(RedisServer::close);
    }
}
