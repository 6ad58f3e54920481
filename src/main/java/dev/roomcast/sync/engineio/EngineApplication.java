package dev.roomcast.sync.engineio;

/** What is built on Engine.IO: the Socket.IO server, or anything else that exchanges messages. */
public interface EngineApplication {

    /** A session has opened; called on a container thread before anything of it is received. Returns who hears of what it receives. */
    SessionListener onOpen(Session session);
}
