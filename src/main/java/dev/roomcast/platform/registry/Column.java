package dev.roomcast.platform.registry;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import org.jspecify.annotations.Nullable;

/**
 * A column by which a list is sorted or searched.
 *
 * @param path the attribute, with a dot for one of a record that is referred to: {@code category.nameKey}
 * @param anyCase whether upper and lower case count as the same; not needed for keys, which are in lower case
 * @param missing what stands for a missing value, so that all databases put it at the same end; null for columns that
 *     always have a value, or whose order an index gives
 */
record Column(String path, boolean anyCase, @Nullable Object missing) {

    @SuppressWarnings("unchecked")
    Expression<?> in(Joins joins, CriteriaBuilder builder) {
        Expression<?> value = joins.path(path);
        Expression<?> compared = anyCase ? builder.lower((Expression<String>) value) : value;
        return missing == null ? compared : builder.coalesce((Expression<Object>) compared, missing);
    }
}
