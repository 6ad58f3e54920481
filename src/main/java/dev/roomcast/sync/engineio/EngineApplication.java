package dev.roomcast.sync.engineio;

import dev.roomcast.sync.Frame;
import dev.roomcast.sync.Visitor;
import java.util.Set;

/** What is built on Engine.IO: the Socket.IO server, or anything else that exchanges messages. */
public interface EngineApplication {

    /**
     * A session has opened; called on a container thread before anything of it is received. Packets sent from here
     * follow the handshake. Returns who hears of what it receives.
     */
    SessionListener onOpen(Session session);

    /** Whether a visitor may open a session; a refused one gets error 4, Forbidden. */
    default boolean admits(Visitor visitor) {
        return true;
    }

    /** The packet that stands for dropped events of rooms in a slow client's queue; asked only of applications that send {@link Frame#event events}. */
    default Frame resync(Set<String> rooms) {
        throw new UnsupportedOperationException("an application that sends events must say how to resync " + rooms);
    }
}
