package dev.roomcast.sync;

/** Why a {@link Change} happened; the {@code reason} of its event. */
public enum Reason {
    UPDATED("updated"),
    ADDED("added"),
    DELETED("deleted"),
    TOGGLED("toggled");

    private final String wire;

    Reason(String wire) {
        this.wire = wire;
    }

    /** The word that stands for it in events: {@code updated}, {@code added}, {@code deleted} or {@code toggled}. */
    public String wire() {
        return wire;
    }

    /** The reason of a word; {@link #UPDATED} for one that is not known here, as from a newer version. */
    public static Reason of(String wire) {
        for (Reason reason : values()) {
            if (reason.wire.equals(wire)) {
                return reason;
            }
        }
        return UPDATED;
    }
}
