package dev.roomcast.platform.outbox;

import dev.roomcast.platform.problem.ProblemException;
import dev.roomcast.sync.BusState;
import dev.roomcast.sync.Change;
import dev.roomcast.sync.OutboxSettings;
import dev.roomcast.sync.Position;
import dev.roomcast.sync.ee.SyncCore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Announces a change that was made elsewhere, and says where its events stand. With the outbox the event is committed
 * before anybody is answered, so that it outlives this worker and an outage of the bus; without it, memory keeps it. Called on
 * request threads, outside of transactions, and blocks for a few seconds at most.
 */
@ApplicationScoped
public class Announcer {
    private static final System.Logger LOG = System.getLogger(Announcer.class.getName());

    /** A bus that fell silent is found out by then, unless its timeout was set higher. */
    private static final long LONGEST_WAIT_MS = 3_000;

    @Inject
    private OutboxSettings settings;

    @Inject
    private OutboxTable table;

    @Inject
    private SyncCore core;

    /**
     * Announces a change. Answers 503 when it could not be kept.
     *
     * @return the number of its event in each room that hears of it; null where it is kept and not published yet
     */
    public Map<String, @Nullable Long> announce(Change change) {
        Map<String, Position> positions = settings.on() ? throughOutbox(change) : throughMemory(change);
        Map<String, @Nullable Long> numbers = new LinkedHashMap<>();
        for (String room : core.rooms(change)) {
            Position position = positions.get(room);
            numbers.put(room, position == null ? null : position.seq());
        }
        return numbers;
    }

    private Map<String, Position> throughOutbox(Change change) {
        String eventId = UUID.randomUUID().toString();
        CompletableFuture<Map<String, Position>> answer = new CompletableFuture<>();
        core.expect(eventId, answer::complete);
        try {
            table.add(eventId, change, core.worker());
            core.committed(change);
            return positions(answer);
        } catch (SQLException down) {
            LOG.log(System.Logger.Level.WARNING, "an event cannot be kept: {0}", down.getMessage());
            throw ProblemException.of(503, "database-down");
        } finally {
            core.forget(eventId);
        }
    }

    private Map<String, Position> throughMemory(Change change) {
        CompletableFuture<Map<String, Position>> answer = new CompletableFuture<>();
        // What finds no place is not lost either: its rooms are told to refetch.
        return core.publish(change, answer::complete) ? positions(answer) : Map.of();
    }

    private Map<String, Position> positions(CompletableFuture<Map<String, Position>> answer) {
        if (core.busState() == BusState.DOWN) {
            return Map.of();
        }
        try {
            return answer.get(LONGEST_WAIT_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException kept) {
            return Map.of();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Map.of();
        }
    }
}
