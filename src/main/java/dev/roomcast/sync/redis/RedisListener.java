package dev.roomcast.sync.redis;

import dev.roomcast.sync.Backoff;
import dev.roomcast.sync.BusListener;
import dev.roomcast.sync.BusState;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisMovedDataException;

/**
 * Hears one part of the rooms, on two threads: one reads and reconnects, the other asks for subscriptions and pings. A
 * reader that hears not even an answer to the pings breaks its connection, so a network that died without a word is
 * noticed; so is a server that has been replaced and has not noticed itself.
 */
final class RedisListener implements Subscription.Owner {
    private static final System.Logger LOG = System.getLogger(RedisListener.class.getName());
    /** Pings between two looks at whether the part is still where the connection leads. */
    private static final int PINGS_PER_LOOK = 5;

    private static final long FIRST_PAUSE_MS = 50;
    private static final long LONGEST_PAUSE_MS = 1_000;
    private static final long STOP_MS = 5_000;

    private final Connector connector;
    private final RedisNames names;
    private final int part;
    private final boolean sharded;
    private final int timeoutMs;
    private final Owner owner;
    private final Wanted wanted;
    private final Backoff backoff;
    private final List<Thread> threads;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final LongAdder malformed = new LongAdder();
    /** Of the reader only. */
    private BusState state = BusState.DOWN;
    /** The connection to break when it is to end; written by the reader. */
    private volatile @Nullable Jedis connection;
    /** Where it leads; written by the reader. */
    private volatile @Nullable HostAndPort server;
    /** Whether the connection is broken because its place is elsewhere, and not by a failure. */
    private volatile boolean leaving;
    /** Set once the connection can be asked for more; written by the reader, used by the asker. */
    private volatile @Nullable Subscription subscription;

    /** Who is told what is heard; on the reader's thread. */
    interface Owner extends BusListener {
        /** The part is not to be heard; said again at each vain attempt. */
        void onFailure(RuntimeException e);
    }

    RedisListener(
            Connector connector,
            RedisSettings settings,
            int part,
            Wanted wanted,
            Owner owner,
            ThreadFactory threadFactory,
            DoubleSupplier random) {
        this.connector = connector;
        this.names = new RedisNames(settings);
        this.part = part;
        this.sharded = settings.isCluster();
        this.timeoutMs = settings.timeoutMs();
        this.wanted = wanted;
        this.owner = owner;
        this.backoff = new Backoff(FIRST_PAUSE_MS, LONGEST_PAUSE_MS, random);
        this.threads = List.of(threadFactory.newThread(this::read), threadFactory.newThread(this::ask));
    }

    void start() {
        threads.forEach(Thread::start);
    }

    /** Messages on our channels that were not ours. */
    long malformed() {
        return malformed.sum();
    }

    /** Lets both threads end. */
    void stop() {
        stopping.countDown();
        wanted.wake();
        breakOff();
    }

    /** Returns when they have ended, or after some seconds. */
    void awaitEnd() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(STOP_MS);
        }
    }

    /** Begins anew at another server. */
    private void leave() {
        leaving = true;
        breakOff();
    }

    private void breakOff() {
        Jedis open = connection;
        if (open != null) {
            close(open);
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void read() {
        try {
            do {
                listen();
                wanted.onLost();
                setState(BusState.DOWN);
            } while (!stopping.await(backoff.nextMs(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Connects and hears, until the connection breaks. */
    private void listen() {
        try {
            HostAndPort found = connector.serverOf(names.signals(part));
            try (Jedis redis = connector.connect(found)) {
                server = found;
                connection = redis;
                if (!isStopping()) {
                    subscription().hear(redis, names.signals(part));
                }
            }
            connector.forget();
        } catch (JedisMovedDataException e) {
            connector.onMoved(e.getSlot(), e.getTargetNode());
        } catch (RuntimeException e) {
            connector.forget();
            if (!leaving && !isStopping()) {
                owner.onFailure(e);
            }
        } finally {
            leaving = false;
            subscription = null;
            connection = null;
        }
    }

    private Subscription subscription() {
        return sharded ? new Subscription.Sharded(this, names.signals(part)) : new Subscription.Plain(this);
    }

    private void setState(BusState now) {
        if (state == now || isStopping()) {
            return;
        }
        state = now;
        if (now == BusState.UP) {
            backoff.reset();
        }
        owner.onState(now);
    }

    @Override
    public void onConfirmed(Subscription by, String channel) {
        String room = names.room(channel);
        if (!room.isEmpty()) {
            wanted.confirm(room);
            owner.onSubscribed(room);
        } else if (subscription == null) {
            subscription = by;
            wanted.onConnected();
        }
        beUpIfComplete();
    }

    @Override
    public void onEnded(String channel) {
        String room = names.room(channel);
        if (room.isEmpty()) {
            // Nobody asked for that: the slot has gone to another server.
            leave();
            return;
        }
        wanted.confirmEnd(room);
        beUpIfComplete();
    }

    private void beUpIfComplete() {
        if (wanted.isComplete()) {
            setState(BusState.UP);
        }
    }

    @Override
    public void onText(String channel, String text) {
        String room = names.room(channel);
        if (room.isEmpty()) {
            owner.onSignal(text);
        } else {
            Message.read(room, text).ifPresentOrElse(owner::onPublication, malformed::increment);
        }
    }

    private void ask() {
        int pings = 0;
        try {
            while (!isStopping()) {
                Wanted.Difference difference = wanted.await(timeoutMs);
                Subscription asked = subscription;
                if (asked == null || isStopping()) {
                    continue;
                }
                ask(asked, difference);
                if (++pings % PINGS_PER_LOOK == 0) {
                    look();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(Subscription asked, Wanted.Difference difference) {
        try {
            if (!difference.unsubscribe().isEmpty()) {
                asked.remove(channels(difference.unsubscribe()));
            }
            if (!difference.subscribe().isEmpty()) {
                asked.add(channels(difference.subscribe()));
            }
            asked.ping();
        } catch (JedisException e) {
            // The reader finds the connection broken, too, and begins anew with all that is wanted.
            LOG.log(System.Logger.Level.DEBUG, "a subscribed connection does not take commands", e);
        }
    }

    /** A master that was cut off from those who replaced it goes on serving whoever still reaches it. */
    private void look() {
        HostAndPort here = server;
        try {
            connector.forget();
            if (!connector.serverOf(names.signals(part)).equals(here) && !isStopping()) {
                leave();
            }
        } catch (JedisException e) {
            LOG.log(System.Logger.Level.DEBUG, "nobody says where a subscribed connection should lead", e);
        }
    }

    private String[] channels(List<String> rooms) {
        return rooms.stream().map(names::channel).toArray(String[]::new);
    }

    private static void close(Jedis redis) {
        try {
            redis.disconnect();
        } catch (JedisException e) {
            // It is gone already.
        }
    }
}
