package dev.roomcast.platform.registry;

import dev.roomcast.platform.problem.ProblemException;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Predicate;
import java.util.regex.Pattern;

/**
 * Lets only some rows of a list pass.
 *
 * @param path the attribute that is looked at
 */
record Filter(String path, Kind kind, Pattern form) {

    /** How a value is compared. */
    enum Kind {
        FLAG,
        ID,
        WORD,
        PREFIX
    }

    static Filter flag(String path) {
        return new Filter(path, Kind.FLAG, Pattern.compile("true|false"));
    }

    static Filter id(String path) {
        return new Filter(path, Kind.ID, Pattern.compile("[0-9]{1,18}"));
    }

    /** One of these words. */
    static Filter word(String path, String... words) {
        return new Filter(path, Kind.WORD, Pattern.compile(String.join("|", words)));
    }

    /** What stands before a slash. */
    static Filter prefix(String path) {
        return new Filter(path, Kind.PREFIX, Pattern.compile("[a-z0-9.+-]{1,64}"));
    }

    /** The same value when it has the right form; 400 naming the parameter otherwise. */
    String checked(String parameter, String value) {
        if (!form.matcher(value).matches()) {
            throw ProblemException.of(400, "bad-parameter", parameter);
        }
        return value;
    }

    Predicate in(Joins joins, CriteriaBuilder builder, String value) {
        return switch (kind) {
            case FLAG -> builder.equal(joins.path(path), Boolean.valueOf(value));
            case ID -> builder.equal(joins.idOf(path), Long.valueOf(value));
            case WORD -> builder.equal(joins.path(path), value);
            case PREFIX -> builder.like(joins.path(path), value + "/%");
        };
    }
}
