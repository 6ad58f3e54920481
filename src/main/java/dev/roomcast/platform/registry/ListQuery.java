package dev.roomcast.platform.registry;

import dev.roomcast.platform.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which rows a list shows.
 *
 * @param search what a searched column must contain, in any case; empty for all. Percent, underline and backslash stand for
 *     any character
 * @param sort the word to sort by, of the {@link ListShape}
 * @param descending whether the greatest comes first
 * @param filters word to value, each checked
 * @param page from 0
 * @param size rows per page
 */
public record ListQuery(
        String search, String sort, boolean descending, Map<String, String> filters, int page, int size) {
    static final int LARGEST_PAGE = 500;
    private static final int LONGEST_SEARCH = 200;
    private static final int LAST_PAGE = 1_000_000;

    public ListQuery {
        filters = Map.copyOf(filters);
    }

    /** Reads the parameters of a list request; answers 400 naming the one that is wrong. */
    public static ListQuery of(ListShape shape, Map<String, List<String>> parameters) {
        String sort = first(parameters, "sort", "name");
        boolean descending = sort.startsWith("-");
        String word = descending ? sort.substring(1) : sort;
        require(shape.sort(word).isPresent(), "sort");
        String search = first(parameters, "q", "");
        require(search.length() <= LONGEST_SEARCH, "q");
        return new ListQuery(
                search.strip(),
                word,
                descending,
                filters(shape, parameters),
                number("page", first(parameters, "page", "0"), 0, LAST_PAGE),
                number("size", first(parameters, "size", "50"), 1, LARGEST_PAGE));
    }

    private static Map<String, String> filters(ListShape shape, Map<String, List<String>> parameters) {
        Map<String, String> filters = new LinkedHashMap<>();
        shape.filters().forEach((word, filter) -> {
            String value = first(parameters, word, "");
            if (!value.isEmpty()) {
                filters.put(word, filter.checked(word, value));
            }
        });
        return filters;
    }

    private static String first(Map<String, List<String>> parameters, String name, String otherwise) {
        List<String> values = parameters.getOrDefault(name, List.of());
        return values.isEmpty() ? otherwise : values.get(0);
    }

    private static int number(String parameter, String text, int least, int most) {
        require(text.matches("[0-9]{1,9}"), parameter);
        int number = Integer.parseInt(text);
        require(number >= least && number <= most, parameter);
        return number;
    }

    private static void require(boolean holds, String parameter) {
        if (!holds) {
            throw ProblemException.of(400, "bad-parameter", parameter);
        }
    }
}
