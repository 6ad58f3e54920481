package dev.roomcast.bus;

import java.time.Duration;
import java.util.List;
import redis.clients.jedis.Protocol;

/** A Redis that goes on when a master falls. */
public abstract class ReplicatedRedis extends RedisKind {
    private static final Duration FAILOVER = Duration.ofSeconds(20);

    ReplicatedRedis(boolean tls) {
        super(tls);
    }

    /** A master and its replicas, in any order. */
    abstract List<RedisServer> group();

    /** Whether it is the master of its group, as the others see it. */
    abstract boolean isMaster(RedisServer server);

    /** Returns once the former master, started anew, follows the one that has taken over. */
    abstract void awaitFollowing(RedisServer former);

    final RedisServer master() {
        return group().stream().filter(this::isMaster).findFirst().orElseThrow();
    }

    final List<RedisServer> replicas() {
        RedisServer master = master();
        return group().stream().filter(server -> server != master).toList();
    }

    /** What is published from now on at the master reaches no replica, and is taken nevertheless. */
    final void cutOffReplicas() {
        RedisServer master = master();
        on(master, redis -> redis.configSet("min-replicas-to-write", "0"));
        replicas().forEach(RedisServer::pause);
        // What is under way would still be read by whoever wakes up.
        on(master, redis -> redis.sendCommand(Protocol.Command.CLIENT, "KILL", "TYPE", "replica"));
    }

    /** Kills the master, and returns it once another has taken over. */
    public final RedisServer failOver() {
        RedisServer former = master();
        List<RedisServer> replicas = replicas();
        former.stop();
        replicas.forEach(RedisServer::resume);
        Await.until("a replica takes over", FAILOVER, () -> replicas.stream().anyMatch(this::isMaster));
        return former;
    }

    /** Starts a former master, which is then a replica. */
    final void bringBack(RedisServer former) {
        former.start();
        makeRoomcastUser(former);
        awaitFollowing(former);
    }

    /** Waits until so many replicas of a master have all that it has. */
    final void awaitReplicas(RedisServer master, int count) {
        Await.until(
                count + " replicas are there",
                FAILOVER,
                () -> ask(master, redis -> redis.info("replication"))
                                .lines()
                                .filter(line -> line.startsWith("slave") && line.contains("state=online"))
                                .count()
                        == count);
    }
}
