package dev.roomcast.faults;

import dev.roomcast.it.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.resps.StreamEntry;

/** Every event of a room that Redis has ever published, heard past all faults and read from the history, in the order of its numbers. */
final class Published implements AutoCloseable {
    private static final int PARTS = 8;
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final FaultCluster cluster;
    private final String keys;
    private final NavigableMap<Long, Event> bySeq = new ConcurrentSkipListMap<>();
    private volatile boolean closed;
    private volatile @Nullable Jedis listening;

    /** One event; {@code id} is the changed record's. */
    record Event(String epoch, String eventId, long previous, long seq, String json, String name, String id) {}

    /** Where the room stands. */
    record Place(long seq, String epoch) {}

    Published(FaultCluster cluster, String room) {
        this.cluster = cluster;
        this.keys = "roomcast:0:{" + room + "}";
        FaultProxy.daemon(this::listen, "published").start();
        Await.until("the bus is overheard", Duration.ofSeconds(10), () -> listening != null);
    }

    private void listen() {
        while (!closed) {
            try (Jedis redis = new Jedis("127.0.0.1", cluster.redis().port(), 5_000)) {
                redis.subscribe(
                        new JedisPubSub() {
                            @Override
                            public void onSubscribe(String channel, int subscriptions) {
                                listening = redis;
                            }

                            @Override
                            public void onMessage(String channel, String message) {
                                add(message);
                            }
                        },
                        keys);
            } catch (JedisException e) {
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    private void add(String message) {
        String[] part = message.split("\n", PARTS);
        if (part.length < PARTS) {
            return;
        }
        Event event = new Event(
                part[0], part[1], Long.parseLong(part[2]), Long.parseLong(part[3]), part[4], part[5], part[7]);
        bySeq.put(event.seq(), event);
    }

    /** Reads what the history holds and was not heard. */
    void sweep() {
        history().forEach(this::add);
    }

    /** The messages that Redis keeps of this room, oldest first. */
    List<String> history() {
        List<StreamEntry> entries = cluster.redis(redis -> redis.xrange(keys + ":events", (StreamEntryID) null, null));
        return entries.stream().map(entry -> entry.getFields().get("message")).toList();
    }

    /** The channel on which workers hear the room. */
    String channel() {
        return keys;
    }

    /** Where the room stands in Redis now; empty when Redis does not know the room. */
    Optional<Place> place() {
        List<String> numbering = cluster.redis(redis -> redis.hmget(keys + ":numbering", "seq", "epoch"));
        return numbering.get(0) == null
                ? Optional.empty()
                : Optional.of(new Place(Long.parseLong(numbering.get(0)), numbering.get(1)));
    }

    Optional<Event> at(long seq) {
        return Optional.ofNullable(bySeq.get(seq));
    }

    /** The events of one epoch behind one number and before another. */
    List<Event> between(long from, long to, String epoch) {
        return from >= to
                ? List.of()
                : bySeq.subMap(from, false, to, false).values().stream()
                        .filter(event -> event.epoch().equals(epoch))
                        .toList();
    }

    Collection<Event> all() {
        return new ArrayList<>(bySeq.values());
    }

    @Override
    public void close() {
        closed = true;
        Jedis open = listening;
        if (open != null) {
            open.disconnect();
        }
    }
}
