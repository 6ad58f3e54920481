package dev.roomcast.faults;

/**
 * What a {@link FaultProxy} does to its connections.
 *
 * @param amount ms for a delay, bytes per second for a throttle, otherwise 0
 */
record Fault(Kind kind, int amount) {

    enum Kind {
        /** Nothing is wrong. */
        PASS,
        /** Connections are reset, new ones at once. */
        REFUSE,
        /** Bytes wait, in both directions, and arrive later. */
        PAUSE,
        /** Bytes vanish and nobody is told; a connection that was open meanwhile never carries anything again. */
        HALF_OPEN,
        /** Each chunk of bytes is late. */
        DELAY,
        /** Of the next chunk a part arrives, then the connection is reset. */
        CUT_MID_FRAME,
        /** Bytes trickle. */
        THROTTLE
    }

    static final Fault PASS = new Fault(Kind.PASS, 0);
    static final Fault REFUSE = new Fault(Kind.REFUSE, 0);
    static final Fault PAUSE = new Fault(Kind.PAUSE, 0);
    static final Fault HALF_OPEN = new Fault(Kind.HALF_OPEN, 0);
    static final Fault CUT_MID_FRAME = new Fault(Kind.CUT_MID_FRAME, 0);

    static Fault delay(int ms) {
        return new Fault(Kind.DELAY, ms);
    }

    static Fault throttle(int bytesPerSecond) {
        return new Fault(Kind.THROTTLE, bytesPerSecond);
    }

    @Override
    public String toString() {
        return amount == 0 ? kind.name() : kind + " " + amount;
    }
}
