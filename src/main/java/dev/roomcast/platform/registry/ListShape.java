package dev.roomcast.platform.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a topic's list may be searched, sorted and filtered. Built once, when its service is made; {@code created} and
 * {@code changed} are words to sort by in every list. Rows without a value are where the database puts them.
 */
public final class ListShape {
    private final Map<String, Column> sorts = new LinkedHashMap<>();
    private final Map<String, Filter> filters = new LinkedHashMap<>();
    private final List<Column> searched = new ArrayList<>();
    private final List<String> references;

    /**
     * @param references the attributes by which a row refers to others, which are read with it
     */
    public ListShape(String... references) {
        this.references = List.of(references);
        sort("created", "createdAt").sort("changed", "changedAt");
    }

    public ListShape sort(String word, String path) {
        return sort(word, new Column(path, false));
    }

    /** For texts that have no key: upper and lower case are sorted alike. */
    public ListShape sortAnyCase(String word, String path) {
        return sort(word, new Column(path, true));
    }

    private ListShape sort(String word, Column column) {
        sorts.put(word, column);
        return this;
    }

    /** A key is searched, which is in lower case already. */
    public ListShape searchKey(String path) {
        searched.add(new Column(path, false));
        return this;
    }

    public ListShape search(String path) {
        searched.add(new Column(path, true));
        return this;
    }

    /** Takes {@code true} or {@code false}. */
    public ListShape filterFlag(String word, String path) {
        filters.put(word, Filter.flag(path));
        return this;
    }

    /** Takes the id of what is referred to. */
    public ListShape filterId(String word, String path) {
        filters.put(word, Filter.id(path));
        return this;
    }

    /** Takes one of the words. */
    public ListShape filterWord(String word, String path, String... words) {
        filters.put(word, Filter.word(path, words));
        return this;
    }

    /** Takes what stands before a slash. */
    public ListShape filterPrefix(String word, String path) {
        filters.put(word, Filter.prefix(path));
        return this;
    }

    Optional<Column> sort(@Nullable String word) {
        return Optional.ofNullable(sorts.get(word));
    }

    Map<String, Filter> filters() {
        return filters;
    }

    List<Column> searched() {
        return searched;
    }

    List<String> references() {
        return references;
    }
}
