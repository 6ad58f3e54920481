package dev.roomcast.platform.registry;

import dev.roomcast.platform.database.Tracked;
import dev.roomcast.platform.problem.ProblemException;
import jakarta.persistence.EntityManager;
import java.util.OptionalLong;

/** Records by their ids. */
public final class Records {
    private Records() {}

    /** The record of an id: 404 when there is none, 412 when it has another version than is demanded. */
    public static <E extends Tracked> E find(EntityManager entities, Class<E> type, long id, OptionalLong version) {
        E record = entities.find(type, id);
        if (record == null) {
            throw ProblemException.of(404, "not-found");
        }
        if (version.isPresent() && version.getAsLong() != record.version()) {
            throw ProblemException.of(412, "changed-meanwhile");
        }
        return record;
    }
}
