package dev.roomcast.bench.door;

import dev.roomcast.sync.Change;
import dev.roomcast.sync.Reason;
import dev.roomcast.sync.ee.EnginesStarting;
import dev.roomcast.sync.ee.SocketIoEngine;
import dev.roomcast.sync.ee.SyncManager;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/** Lets a client publish, by the same way that code without a transaction takes. */
@ApplicationScoped
public class PublishDoor {

    private static final int SCOPE = "room:".length();

    @Inject
    SocketIoEngine engine;

    @Inject
    SyncManager events;

    void onEnginesStarting(@Observes EnginesStarting starting) {
        engine.server().namespace("/").on("publish", (socket, arguments, ack) -> publish((Map<?, ?>) arguments.get(0)));
    }

    private void publish(Map<?, ?> event) {
        String room = ((String) event.get("scope")).substring(SCOPE);
        String id = (String) event.get("id");
        events.emit(new Change("files", Reason.UPDATED, id, event.get("data"), List.of(room)));
    }
}
