package dev.roomcast.sync;

import java.util.Set;

/** Knows which sign-in sessions stand; what it says is true for all workers. */
public interface SessionRegistry {

    /**
     * Of these visitors, those whose session stands right now and who are still who they were: same login, same role.
     * May block, for a bounded time; called on managed threads.
     *
     * @throws RuntimeException when it cannot be known now
     */
    Set<Visitor> standing(Set<Visitor> visitors);
}
