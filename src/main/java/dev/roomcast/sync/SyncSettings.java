package dev.roomcast.sync;

import java.util.List;
import java.util.Map;

/**
 * The settings of the sync core, validated.
 *
 * @param rooms the rooms that exist
 * @param dependencies topic to further rooms that softly refresh when it changes, beside the room of the topic's own name
 * @param historyLength events kept per room
 * @param idleSeconds the pages' idle period in s
 * @param worker the number that names this worker in events, unless another has it
 * @param maxRoomsPerConnection bound on the rooms that one connection may join
 * @param refetchWindow over which time pages spread what they fetch after an event
 */
public record SyncSettings(
        List<String> rooms,
        Map<String, List<String>> dependencies,
        int historyLength,
        int idleSeconds,
        WorkerWish worker,
        int maxRoomsPerConnection,
        RefetchWindow refetchWindow) {}
