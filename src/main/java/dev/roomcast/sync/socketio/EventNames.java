package dev.roomcast.sync.socketio;

import java.util.Set;

/** The event names that clients and servers keep for themselves. */
final class EventNames {
    private static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private EventNames() {}

    static boolean isReserved(String name) {
        return RESERVED.contains(name);
    }

    static void refuseReserved(String name) {
        if (isReserved(name)) {
            throw new IllegalArgumentException("\"" + name + "\" is a reserved event name");
        }
    }
}
