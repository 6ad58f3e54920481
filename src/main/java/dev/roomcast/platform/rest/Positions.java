package dev.roomcast.platform.rest;

import dev.roomcast.sync.Position;
import dev.roomcast.sync.ee.SyncManager;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Where rooms stand, for list answers. */
@ApplicationScoped
public class Positions {
    @Inject
    private SyncManager syncManager;

    /**
     * The position of a room, to be taken before the data is read: a change between the two then comes as an event, and
     * never gets lost.
     */
    public Position of(String room) {
        return syncManager.position(room);
    }
}
