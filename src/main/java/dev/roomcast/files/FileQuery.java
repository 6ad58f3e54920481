package dev.roomcast.files;

import dev.roomcast.platform.problem.ProblemException;
import java.util.Map;
import java.util.Optional;

/**
 * Which files a list shows.
 *
 * @param search what name or note must contain, in any case; empty for all
 * @param sort the attribute to sort by, of {@link FileRecord}
 * @param descending whether the greatest comes first
 * @param page from 0
 * @param size rows per page
 */
record FileQuery(String search, String sort, boolean descending, int page, int size) {
    static final int LARGEST_PAGE = 500;
    private static final int LONGEST_SEARCH = 200;
    private static final int LAST_PAGE = 1_000_000;
    private static final Map<String, String> SORTS = Map.of(
            "name", "name",
            "type", "mediaType",
            "size", "size",
            "pinned", "pinned",
            "created", "createdAt",
            "changed", "changedAt");

    /** Reads the parameters of a list request; answers 400 naming the one that is wrong. */
    static FileQuery of(String search, String sort, String page, String size) {
        boolean descending = sort.startsWith("-");
        String attribute = Optional.ofNullable(SORTS.get(descending ? sort.substring(1) : sort))
                .orElseThrow(() -> ProblemException.of(400, "bad-parameter", "sort"));
        require(search.length() <= LONGEST_SEARCH, "q");
        return new FileQuery(
                search.strip(),
                attribute,
                descending,
                number("page", page, 0, LAST_PAGE),
                number("size", size, 1, LARGEST_PAGE));
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
