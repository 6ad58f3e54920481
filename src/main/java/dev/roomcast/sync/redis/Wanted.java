package dev.roomcast.sync.redis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which rooms are to be subscribed, which of them the present connection was asked for, and which it has confirmed.
 * Guarded by its own monitor.
 */
final class Wanted {
    private final Set<String> wanted = new HashSet<>();
    private final Set<String> asked = new HashSet<>();
    private final Set<String> confirmed = new HashSet<>();
    /** Rooms asked for that were given up since: wanted again, they need a confirmation of their own. */
    private final Set<String> ended = new HashSet<>();

    private boolean connected;

    /** The commands, in this order, that bring the connection from what it was asked for to what is wanted. */
    record Difference(List<String> unsubscribe, List<String> subscribe) {}

    synchronized void add(String room) {
        wanted.add(room);
        notifyAll();
    }

    synchronized void remove(String room) {
        wanted.remove(room);
        if (asked.contains(room)) {
            ended.add(room);
        }
        notifyAll();
    }

    /** A connection stands that has been asked for nothing yet. */
    synchronized void onConnected() {
        asked.clear();
        ended.clear();
        confirmed.clear();
        connected = true;
        notifyAll();
    }

    synchronized void onLost() {
        connected = false;
    }

    synchronized void confirm(String room) {
        confirmed.add(room);
    }

    /** The rooms that are wanted and confirmed. */
    synchronized List<String> standing() {
        List<String> standing = new ArrayList<>(confirmed);
        standing.retainAll(wanted);
        return standing;
    }

    synchronized void confirmEnd(String room) {
        confirmed.remove(room);
    }

    /** Whether the connection has confirmed every wanted room. */
    synchronized boolean isComplete() {
        return connected && confirmed.containsAll(wanted);
    }

    /** Waits for a difference, at most so long; the difference found then counts as asked for. */
    synchronized Difference await(long ms) throws InterruptedException {
        if (!differs()) {
            // Woken early, by chance or for nothing, the caller only pings early.
            waitOnce(ms);
        }
        if (!connected) {
            return new Difference(List.of(), List.of());
        }
        List<String> unsubscribe = List.copyOf(ended);
        asked.removeAll(ended);
        ended.clear();
        List<String> subscribe = new ArrayList<>(wanted);
        subscribe.removeAll(asked);
        asked.addAll(subscribe);
        return new Difference(unsubscribe, subscribe);
    }

    private boolean differs() {
        return connected && !(ended.isEmpty() && asked.equals(wanted));
    }

    @SuppressWarnings("WaitNotInLoop")
    private void waitOnce(long ms) throws InterruptedException {
        wait(ms);
    }

    synchronized void wake() {
        notifyAll();
    }
}
