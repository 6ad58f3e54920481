package dev.roomcast.sync.socketio;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Copies of small collections with one element more or less: what most connections leave empty takes no room then. */
final class Copies {
    private Copies() {}

    static <T> List<T> with(List<T> list, T last) {
        List<T> copy = new ArrayList<>(list);
        copy.add(last);
        return List.copyOf(copy);
    }

    static Set<String> with(Set<String> set, String one) {
        Set<String> copy = new HashSet<>(set);
        copy.add(one);
        return Set.copyOf(copy);
    }

    static Set<String> without(Set<String> set, String one) {
        Set<String> copy = new HashSet<>(set);
        copy.remove(one);
        return Set.copyOf(copy);
    }
}
