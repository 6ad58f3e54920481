package dev.roomcast.platform.registry;

import jakarta.persistence.criteria.From;
import jakarta.persistence.criteria.Join;
import jakarta.persistence.criteria.JoinType;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Root;
import java.util.HashMap;
import java.util.Map;

/**
 * The tables of one query. A reference is joined from the outside: a row that refers to nothing stays in the list, which
 * it would not if a path were simply followed.
 */
final class Joins {
    private final Root<?> root;
    private final Map<String, From<?, ?>> joined = new HashMap<>();

    Joins(Root<?> root) {
        this.root = root;
    }

    /** Reads a reference together with its row, so that a page is one query. */
    void fetch(String reference) {
        // A fetch is a join that can be sorted by on all providers there are; the standard only lets one not say so.
        joined.put(reference, (Join<?, ?>) root.fetch(reference, JoinType.LEFT));
    }

    /** An attribute of the row, or of what it refers to. */
    <T> Path<T> path(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? root.get(path) : join(path.substring(0, dot)).get(path.substring(dot + 1));
    }

    /** The id of what the row refers to, which stands in the row itself: no other table is needed. */
    Path<?> idOf(String reference) {
        return root.get(reference).get("id");
    }

    private From<?, ?> join(String reference) {
        return joined.computeIfAbsent(reference, one -> root.join(one, JoinType.LEFT));
    }
}
