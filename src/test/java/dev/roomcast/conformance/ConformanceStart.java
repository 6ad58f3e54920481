package dev.roomcast.conformance;

import dev.roomcast.sync.RoomPolicy;
import dev.roomcast.sync.Visitor;
import dev.roomcast.sync.ee.EnginesStarting;
import dev.roomcast.sync.ee.SocketIoEngine;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;

/** Gives the production Socket.IO server the handlers that the public suite expects, and lets everybody in. */
@Alternative
@Priority(1)
@ApplicationScoped
public class ConformanceStart implements RoomPolicy {

    @Inject
    SocketIoEngine engine;

    void onEnginesStarting(@Observes EnginesStarting starting) {
        ConformanceApplication.register(engine.server());
    }

    @Override
    public boolean mayConnect(Visitor visitor) {
        return true;
    }

    @Override
    public boolean mayJoin(Visitor visitor, String room) {
        return true;
    }
}
