package dev.roomcast.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A way onto a bus that may be down: it pauses between attempts, says once that events are kept and once that they go
 * out again, and tells this worker's pages at a pace to refetch what cannot be announced. For one thread.
 */
final class Outlet {
    private static final System.Logger LOG = System.getLogger(Outlet.class.getName());
    private static final long FIRST_PAUSE_MS = 50;
    /** Bounds of what shares a round trip. */
    private static final int EMISSIONS_AT_ONCE = 64;

    private static final int CHARACTERS_AT_ONCE = 256 * 1024;

    private final Bus bus;
    private final String events;
    private final BiConsumer<String, ResyncReason> ownPages;
    private final Pacer pacer;
    private final Outage outage;
    private final LongAdder published = new LongAdder();
    /** Whether the outage was said here. */
    private boolean spoken;

    /**
     * @param events what goes this way, as the log calls it
     * @param ownPages tells the pages of this worker to refetch a room
     * @param random numbers from 0 to 1, for pauses
     * @param resyncPaceMs ms between two words to own pages about one room
     * @param longestPauseMs longest pause in ms between two attempts
     */
    Outlet(
            Bus bus,
            String events,
            BiConsumer<String, ResyncReason> ownPages,
            TimeSource time,
            DoubleSupplier random,
            int resyncPaceMs,
            int longestPauseMs) {
        this.bus = bus;
        this.events = events;
        this.ownPages = ownPages;
        this.pacer = new Pacer(resyncPaceMs, time);
        this.outage = new Outage(time, new Backoff(FIRST_PAUSE_MS, longestPauseMs, random), 0);
    }

    /** Publishes, or answers null while the bus does not answer; whether the event went out is then not known. */
    @Nullable
    Position attempt(Emission emission) {
        List<Position> positions = attempt(List.of(emission));
        return positions.isEmpty() ? null : positions.get(0);
    }

    /**
     * Publishes in order until the bus does not answer.
     *
     * @return the positions of the first ones, which went out; whether the next ones did is not known
     */
    List<Position> attempt(List<Emission> emissions) {
        List<Position> positions = new ArrayList<>(emissions.size());
        boolean answered = true;
        while (answered && positions.size() < emissions.size()) {
            answered = publishFirst(emissions.subList(positions.size(), emissions.size()), positions);
        }
        return positions;
    }

    /** As many as share a round trip; false when the bus did not answer. */
    private boolean publishFirst(List<Emission> emissions, List<Position> positions) {
        try {
            List<Position> more = bus.publish(emissions.subList(0, atOnce(emissions)));
            positions.addAll(more);
            published.add(more.size());
            if (outage.answered()) {
                LOG.log(
                        spoken ? System.Logger.Level.INFO : System.Logger.Level.DEBUG,
                        "the bus takes {0} again",
                        events);
            }
            return true;
        } catch (BusDownException e) {
            if (outage.failed()) {
                // A bus that is DOWN has said so itself: an outage is worth one line, not one of everybody it concerns.
                spoken = bus.state() == BusState.UP;
                LOG.log(
                        spoken ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
                        "{0} are kept: {1}",
                        events,
                        e.getMessage());
            }
            return false;
        }
    }

    /** How many of them share a round trip, one at least. */
    private static int atOnce(List<Emission> emissions) {
        int most = Math.min(EMISSIONS_AT_ONCE, emissions.size());
        int number = 1;
        int characters = emissions.get(0).data().length();
        while (number < most && characters < CHARACTERS_AT_ONCE) {
            characters += emissions.get(number).data().length();
            number++;
        }
        return number;
    }

    /** Whether the last attempt failed. */
    boolean isDown() {
        return outage.lasts();
    }

    /** Whether the bus is there as far as anybody knows. */
    boolean isUp() {
        return !isDown() && bus.state() == BusState.UP;
    }

    /** Whether it is up, or the pause since the last attempt is over. */
    boolean mayTry() {
        return outage.mayTry();
    }

    /** Nothing is left that could be tried: unless the bus says that it is down, the next event finds out. */
    void nothingLeft() {
        if (bus.state() == BusState.UP) {
            outage.answered();
        }
    }

    /** Something of a room could not be announced: its pages on this worker are to be told when it is their turn. */
    void wish(String room) {
        pacer.wish(room);
    }

    void tellOwnPages() {
        pacer.due().forEach(room -> ownPages.accept(room, ResyncReason.BUS_DOWN));
    }

    /** Whether all own pages know what they are to know. */
    boolean isQuiet() {
        return pacer.isIdle();
    }

    /** Emissions published since the start; callable from any thread. */
    long published() {
        return published.sum();
    }
}
