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
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Hears Redis, on two threads: one reads and reconnects, the other asks for subscriptions and pings. A reader that
 * hears
 * not even an answer to the pings breaks its connection, so a network that died without a word is noticed.
 */
final class RedisListener implements Subscription.Owner {
    private static final System.Logger LOG = System.getLogger(RedisListener.class.getName());
    private static final long FIRST_PAUSE_MS = 50;
    private static final long LONGEST_PAUSE_MS = 1_000;
    private static final long STOP_MS = 5_000;

    private final Connector connector;
    private final RedisNames names;
    private final RedisSettings settings;
    private final BusListener listener;
    private final Wanted wanted;
    private final Backoff backoff;
    private final List<Thread> threads;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final LongAdder malformed = new LongAdder();
    /** Written by the reader, read by all. */
    private volatile BusState state = BusState.DOWN;
    /** The connection to break on stop; written by the reader. */
    private volatile @Nullable Jedis connection;
    /** Set once the connection can be asked for more; written by the reader, used by the asker. */
    private volatile @Nullable Subscription subscription;

    private boolean outageLogged;

    RedisListener(
            Connector connector,
            RedisSettings settings,
            Wanted wanted,
            BusListener listener,
            ThreadFactory threadFactory,
            DoubleSupplier random) {
        this.connector = connector;
        this.names = new RedisNames(settings);
        this.settings = settings;
        this.wanted = wanted;
        this.listener = listener;
        this.backoff = new Backoff(FIRST_PAUSE_MS, LONGEST_PAUSE_MS, random);
        this.threads = List.of(threadFactory.newThread(this::read), threadFactory.newThread(this::ask));
    }

    void start() {
        threads.forEach(Thread::start);
    }

    BusState state() {
        return state;
    }

    /** Messages on our channels that were not ours. */
    long malformed() {
        return malformed.sum();
    }

    /** Ends both threads; returns when they have ended, or after some seconds. */
    void stop() {
        stopping.countDown();
        wanted.wake();
        Jedis open = connection;
        if (open != null) {
            close(open);
        }
        try {
            for (Thread thread : threads) {
                thread.join(STOP_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
        try (Jedis redis = connector.connect()) {
            connection = redis;
            if (!isStopping()) {
                redis.subscribe(new Subscription(this), names.signals());
            }
        } catch (RuntimeException e) {
            logOutage(e);
        } finally {
            subscription = null;
            connection = null;
        }
    }

    private void logOutage(RuntimeException e) {
        if (!outageLogged && !isStopping()) {
            outageLogged = true;
            LOG.log(System.Logger.Level.WARNING, "Redis at {0} is not to be heard: {1}", settings, e.getMessage());
        }
    }

    private void setState(BusState now) {
        if (state == now || isStopping()) {
            return;
        }
        state = now;
        if (now == BusState.UP) {
            outageLogged = false;
            backoff.reset();
            LOG.log(System.Logger.Level.INFO, "subscribed at Redis {0}", settings);
        }
        listener.onState(now);
    }

    @Override
    public void onConfirmed(Subscription by, String channel) {
        String room = names.room(channel);
        if (room.isEmpty()) {
            subscription = by;
            wanted.onConnected();
        } else {
            wanted.confirm(room);
            listener.onSubscribed(room);
        }
        beUpIfComplete();
    }

    @Override
    public void onEnded(String channel) {
        wanted.confirmEnd(names.room(channel));
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
            listener.onSignal(text);
        } else {
            Message.read(room, text).ifPresentOrElse(listener::onPublication, malformed::increment);
        }
    }

    private void ask() {
        try {
            while (!isStopping()) {
                Wanted.Difference difference = wanted.await(settings.timeoutMs());
                Subscription asked = subscription;
                if (asked != null && !isStopping()) {
                    ask(asked, difference);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(Subscription asked, Wanted.Difference difference) {
        try {
            if (!difference.unsubscribe().isEmpty()) {
                asked.unsubscribe(channels(difference.unsubscribe()));
            }
            if (!difference.subscribe().isEmpty()) {
                asked.subscribe(channels(difference.subscribe()));
            }
            asked.ping();
        } catch (JedisException e) {
            // The reader finds the connection broken, too, and begins anew with all that is wanted.
            LOG.log(System.Logger.Level.DEBUG, "a subscribed connection does not take commands", e);
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
