package dev.roomcast.sync;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The answer to a page that asks whether what it shows is still true.
 *
 * @param stale the rooms to refetch
 * @param positions where the rooms asked for stand on this worker; a room not followed here is absent
 */
public record Freshness(Set<String> stale, Map<String, Position> positions) {
    public Freshness {
        // In the order asked, so that the same question has the same answer on every worker.
        stale = Collections.unmodifiableSet(new LinkedHashSet<>(stale));
        positions = Collections.unmodifiableMap(new LinkedHashMap<>(positions));
    }
}
