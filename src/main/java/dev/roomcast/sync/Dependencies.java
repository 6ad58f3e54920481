package dev.roomcast.sync;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which rooms hear of a topic: the room of the topic's own name, if it exists, and those that refresh softly with it.
 * Immutable.
 */
public final class Dependencies {
    /** The original's two rows: files show the names of categories and registrators. */
    public static final Map<String, List<String>> DEFAULT =
            Map.of("categories", List.of("files"), "registrators", List.of("files"));

    private final Set<String> rooms;
    private final Map<String, List<String>> roomsOfTopic = new LinkedHashMap<>();

    /**
     * @param rooms the rooms that exist
     * @param dependants topic to further rooms; one that does not exist is passed over
     */
    public Dependencies(List<String> rooms, Map<String, List<String>> dependants) {
        this.rooms = Set.copyOf(rooms);
        dependants.forEach((topic, further) -> roomsOfTopic.put(topic, resolve(topic, further)));
    }

    private List<String> resolve(String topic, List<String> further) {
        Set<String> named = new LinkedHashSet<>();
        named.add(topic);
        named.addAll(further);
        List<String> existing = new ArrayList<>(named);
        existing.retainAll(rooms);
        return existing.isEmpty() ? List.of(Emission.GLOBAL) : List.copyOf(existing);
    }

    /**
     * The rooms that hear of a change that may name rooms itself: those of them that exist, and the topic's dependants;
     * {@link Emission#GLOBAL} alone when that is named. As {@link #rooms(String)} when none is named.
     */
    public List<String> rooms(String topic, List<String> named) {
        if (named.isEmpty() || named.contains(Emission.GLOBAL)) {
            return named.isEmpty() ? rooms(topic) : List.of(Emission.GLOBAL);
        }
        Set<String> wanted = new LinkedHashSet<>(named);
        rooms(topic).stream().filter(room -> !room.equals(topic)).forEach(wanted::add);
        wanted.retainAll(rooms);
        return List.copyOf(wanted);
    }

    /** The rooms that hear of a topic, its own first; {@link Emission#GLOBAL} alone when there is none. */
    public List<String> rooms(String topic) {
        List<String> known = roomsOfTopic.get(topic);
        return known != null ? known : resolve(topic, List.of());
    }
}
