package dev.roomcast.platform.registry;

/** A record as clients see it. */
public interface RecordView {
    long id();

    /** What a change demands by {@code If-Match}. */
    long version();
}
