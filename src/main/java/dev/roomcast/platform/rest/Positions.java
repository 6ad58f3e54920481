package dev.roomcast.platform.rest;

import dev.roomcast.sync.Position;
import dev.roomcast.sync.ee.SyncManager;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where rooms stand, for list answers. */
@ApplicationScoped
public class Positions {
    /** For all the rooms that a connection may be in. */
    private static final int LONGEST = 10_000;

    private static final Pattern NAMED = Pattern.compile("([A-Za-z0-9_.-]{1,64})=([0-9]{1,18})@([!-~&&[^,]]{1,64})");

    @Inject
    private SyncManager syncManager;

    /**
     * Reads positions as a page names them in a header: {@code files=1795376199866@<epoch>,index=...}. Empty when there are
     * none, or it is anything else.
     */
    static Map<String, Position> told(@Nullable String header) {
        if (header == null || header.length() > LONGEST) {
            return Map.of();
        }
        Map<String, Position> told = new HashMap<>();
        for (String part : header.split(",", -1)) {
            Matcher named = NAMED.matcher(part.strip());
            if (!named.matches()) {
                return Map.of();
            }
            told.put(named.group(1), new Position(named.group(3), Long.parseLong(named.group(2))));
        }
        return told;
    }

    /**
     * The position of a room, to be taken before the data is read: a change between the two then comes as an event, and
     * never gets lost.
     */
    public Position of(String room) {
        return syncManager.position(room);
    }

    /** The same for a page that was told of this position: the event may not have come to all pages of this worker yet. */
    Position of(String room, @Nullable Position told) {
        Position here = of(room);
        boolean ahead = told != null && told.epoch().equals(here.epoch()) && told.seq() > here.seq();
        return ahead ? syncManager.newest(room) : here;
    }
}
