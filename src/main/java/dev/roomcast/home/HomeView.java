package dev.roomcast.home;

import dev.roomcast.platform.workers.WorkerRow;
import dev.roomcast.sync.Position;
import java.util.List;
import java.util.Map;

/**
 * The home page's data as clients get it.
 *
 * @param counts records by topic
 * @param activity newest first
 * @param positions where the rooms stood just before the rest was read
 */
public record HomeView(
        Map<String, Long> counts,
        List<ActivityView> activity,
        List<WorkerRow> workers,
        Map<String, Position> positions) {}
