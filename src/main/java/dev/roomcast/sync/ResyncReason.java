package dev.roomcast.sync;

/** Why pages are told to refetch; the {@code reason} of a {@code sync:resync}. */
public enum ResyncReason {
    /** Events were missed and the room's history does not reach back to them. */
    GAP("gap"),
    /** The room's numbering began anew, as after a Redis restart. */
    EPOCH("epoch"),
    /** The bus is down: changes made here are kept and cannot be announced yet. */
    BUS_DOWN("bus_down"),
    /** More was emitted than could be kept. */
    OVERFLOW("overflow"),
    /** This client reads too slowly: its waiting events gave way. */
    SLOW_CLIENT("slow_client");

    private final String wire;

    ResyncReason(String wire) {
        this.wire = wire;
    }

    /** The word that stands for it in the packet. */
    public String wire() {
        return wire;
    }
}
