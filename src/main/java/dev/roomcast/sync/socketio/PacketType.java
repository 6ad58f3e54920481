package dev.roomcast.sync.socketio;

/** The seven packets of Socket.IO v5, in the order of the digits that stand for them. */
enum PacketType {
    CONNECT,
    DISCONNECT,
    EVENT,
    ACK,
    CONNECT_ERROR,
    BINARY_EVENT,
    BINARY_ACK;

    private static final PacketType[] BY_DIGIT = values();

    static PacketType of(char digit) {
        int index = digit - '0';
        if (index < 0 || index >= BY_DIGIT.length) {
            throw new MalformedPacketException("unknown packet type");
        }
        return BY_DIGIT[index];
    }

    /** The digit that a packet of this type begins with. */
    char digit() {
        return switch (this) {
            case CONNECT -> '0';
            case DISCONNECT -> '1';
            case EVENT -> '2';
            case ACK -> '3';
            case CONNECT_ERROR -> '4';
            case BINARY_EVENT -> '5';
            case BINARY_ACK -> '6';
        };
    }

    boolean isBinary() {
        return this == BINARY_EVENT || this == BINARY_ACK;
    }

    boolean isEvent() {
        return this == EVENT || this == BINARY_EVENT;
    }

    boolean isAck() {
        return this == ACK || this == BINARY_ACK;
    }
}
