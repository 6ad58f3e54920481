package dev.roomcast.sync;

/** Whether the bus can be relied on. UP means subscribed, not merely connected. */
public enum BusState {
    UP,
    DOWN
}
