package dev.roomcast.sync.redis;

import dev.roomcast.sync.BusListener;
import dev.roomcast.sync.BusState;
import dev.roomcast.sync.Publication;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/**
 * Hears all parts and makes one bus of them: it is up while every part is heard. When it comes up again, the rooms of
 * the parts that stood all the while are said to be subscribed, too: whoever takes a bus for down takes nothing of it
 * for heard.
 */
final class RedisListeners {
    private static final System.Logger LOG = System.getLogger(RedisListeners.class.getName());

    private final RedisSettings settings;
    private final List<Wanted> wanted;
    private final BusListener listener;
    private final List<RedisListener> parts;
    /** The parts that are heard. Guarded by this, as is the order in which states are told. */
    private final BitSet up = new BitSet();
    /** Guarded by this. */
    private boolean outageLogged;
    /** Written under the lock, read by all. */
    private volatile BusState state = BusState.DOWN;

    /** @param wanted by part */
    RedisListeners(
            Connector connector,
            RedisSettings settings,
            List<Wanted> wanted,
            BusListener listener,
            ThreadFactory threadFactory,
            DoubleSupplier random) {
        this.settings = settings;
        this.wanted = wanted;
        this.listener = listener;
        this.parts = IntStream.range(0, wanted.size())
                .mapToObj(part -> new RedisListener(
                        connector, settings, part, wanted.get(part), new Part(part), threadFactory, random))
                .toList();
    }

    void start() {
        parts.forEach(RedisListener::start);
    }

    BusState state() {
        return state;
    }

    /** Messages on our channels that were not ours. */
    long malformed() {
        return parts.stream().mapToLong(RedisListener::malformed).sum();
    }

    /** Ends all threads; returns when they have ended, or after some seconds. */
    void stop() {
        parts.forEach(RedisListener::stop);
        try {
            for (RedisListener part : parts) {
                part.awaitEnd();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void onState(int part, BusState now) {
        up.set(part, now == BusState.UP);
        boolean all = up.cardinality() == parts.size();
        if (all && state == BusState.DOWN) {
            beUp(part);
        } else if (!all && state == BusState.UP) {
            state = BusState.DOWN;
            listener.onState(BusState.DOWN);
        }
    }

    private void beUp(int last) {
        for (int part = 0; part < wanted.size(); part++) {
            if (part != last) {
                wanted.get(part).standing().forEach(listener::onSubscribed);
            }
        }
        outageLogged = false;
        LOG.log(System.Logger.Level.INFO, "subscribed at Redis {0}", settings);
        state = BusState.UP;
        listener.onState(BusState.UP);
    }

    private synchronized void onFailure(RuntimeException e) {
        if (!outageLogged) {
            outageLogged = true;
            LOG.log(System.Logger.Level.WARNING, "Redis at {0} is not to be heard: {1}", settings, e.getMessage());
        }
    }

    /** What one part has to say. */
    private final class Part implements RedisListener.Owner {
        private final int number;

        private Part(int number) {
            this.number = number;
        }

        @Override
        public void onPublication(Publication publication) {
            listener.onPublication(publication);
        }

        @Override
        public void onSubscribed(String room) {
            listener.onSubscribed(room);
        }

        @Override
        public void onState(BusState now) {
            RedisListeners.this.onState(number, now);
        }

        @Override
        public void onSignal(String message) {
            listener.onSignal(message);
        }

        @Override
        public void onFailure(RuntimeException e) {
            RedisListeners.this.onFailure(e);
        }
    }
}
