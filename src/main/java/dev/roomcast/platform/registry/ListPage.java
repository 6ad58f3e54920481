package dev.roomcast.platform.registry;

import java.util.List;

/**
 * A list as clients get it.
 *
 * @param total how many rows there are on all pages
 * @param seq where the room stood just before the rows were read
 * @param epoch the epoch of {@code seq}
 */
public record ListPage<V>(List<V> items, long total, long seq, String epoch) {}
