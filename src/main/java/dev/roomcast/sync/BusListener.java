package dev.roomcast.sync;

/** What a {@link Bus} tells its worker. Called on the bus's thread, in order; implementations only enqueue. */
public interface BusListener {

    /** An event of a subscribed room, {@link Emission#GLOBAL} included once subscribed. */
    void onPublication(Publication publication);

    /** The room's subscription stands now: every later event will arrive. Called again after each loss of the connection. */
    void onSubscribed(String room);

    void onState(BusState state);

    void onSignal(String message);
}
