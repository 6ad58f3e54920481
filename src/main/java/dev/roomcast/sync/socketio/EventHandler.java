package dev.roomcast.sync.socketio;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hears of a client's events of one name. */
@FunctionalInterface
public interface EventHandler {

    /**
     * One connection's events come one at a time, in order, on container threads; the handler must not block. When it
     * throws, that is logged and the connection lives on.
     *
     * @param arguments what follows the name: maps, lists, strings, Long, BigDecimal, Boolean, byte arrays, null
     * @param ack answers the client; does nothing when the client wants no answer
     */
    void onEvent(List<@Nullable Object> arguments, Ack ack);

    /** Hears of events of any name. */
    @FunctionalInterface
    interface OfAnyName {

        /** As {@link EventHandler#onEvent}, before the handlers of the name itself. */
        void onEvent(String name, List<@Nullable Object> arguments);
    }

    /** Hears of events of one name from every socket of a namespace. */
    @FunctionalInterface
    interface OfAnySocket {

        /** As {@link EventHandler#onEvent}, before the handlers of the socket itself. */
        void onEvent(Socket socket, List<@Nullable Object> arguments, Ack ack);
    }
}
