package dev.roomcast.sync;

/** Who may connect and who may join which room. Called on container threads; answers from memory. */
public interface RoomPolicy {

    /** Whether the visitor may open a connection at all. */
    boolean mayConnect(Visitor visitor);

    /** Whether the visitor may join a room that exists. */
    boolean mayJoin(Visitor visitor, String room);
}
