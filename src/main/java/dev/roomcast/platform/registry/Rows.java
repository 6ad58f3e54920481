package dev.roomcast.platform.registry;

import java.util.List;

/**
 * A page of a list.
 *
 * @param total how many rows there are on all pages
 */
public record Rows<V>(List<V> items, long total) {}
