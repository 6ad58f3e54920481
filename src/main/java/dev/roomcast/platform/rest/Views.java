package dev.roomcast.platform.rest;

import dev.roomcast.sync.Position;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What pages show, each view read once for all who ask for it after an event: an event makes thousands of pages ask for the
 * same within seconds. Rights are to be checked before, for each who asks.
 */
@ApplicationScoped
public class Views {
    /**
     * A request's header: the positions of all rooms that its page is in, as {@link Positions#told} reads them, when an
     * event is why it asks. Its answer contains that event and may be older than the request. Without it the answer
     * contains all that was committed before the request.
     */
    public static final String TOLD = "Sync-Position";

    private static final long KEPT_SECONDS = 60;
    private static final long WAIT_SECONDS = 3;
    private static final Snapshots.Limits LIMITS = new Snapshots.Limits(
            16 << 20, TimeUnit.SECONDS.toNanos(KEPT_SECONDS), 100, TimeUnit.SECONDS.toNanos(WAIT_SECONDS));

    private final Snapshots snapshots = new Snapshots(LIMITS, System::nanoTime);

    @Inject
    private Positions positions;

    @Inject
    private Answers answers;

    /** Reads what is shown. */
    public interface Reading {
        /**
         * What is to be shown.
         *
         * @param positions where the rooms stood just before
         */
        Object read(Map<String, Position> positions) throws SQLException;
    }

    /**
     * The view as JSON, tagged by its body; 304 without it when the client has the same.
     *
     * @param view what is asked for: equal ones show the same to all who ask
     * @param told the header {@link #TOLD}, or null
     * @param rooms that hear of each change of it
     */
    public Response answer(Request request, Object view, @Nullable String told, List<String> rooms, Reading reading)
            throws SQLException {
        Map<String, Position> known = Positions.told(told);
        return answers.of(request, snapshots.get(view, known, new JsonReading(rooms, known, reading)));
    }

    private final class JsonReading implements Snapshots.Reading {
        private final List<String> rooms;
        private final Map<String, Position> told;
        private final Reading reading;

        JsonReading(List<String> rooms, Map<String, Position> told, Reading reading) {
            this.rooms = rooms;
            this.told = told;
            this.reading = reading;
        }

        @Override
        public Map<String, Position> positions() {
            Map<String, Position> now = new LinkedHashMap<>();
            rooms.forEach(room -> now.put(room, positions.of(room, told.get(room))));
            return now;
        }

        @Override
        public Snapshot read(Map<String, Position> before) throws SQLException {
            return answers.snapshot(before, reading.read(before));
        }
    }
}
