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
}
