package dev.roomcast.platform.registry;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;

/**
 * A column by which a list is sorted or searched.
 *
 * @param path the attribute, with a dot for one of a record that is referred to: {@code category.nameKey}
 * @param anyCase whether upper and lower case count as the same; not needed for keys, which are in lower case
 */
record Column(String path, boolean anyCase) {

    <T> Expression<T> in(Joins joins, CriteriaBuilder builder) {
        return anyCase ? lower(joins, builder) : joins.path(path);
    }

    @SuppressWarnings("unchecked")
    private <T> Expression<T> lower(Joins joins, CriteriaBuilder builder) {
        return (Expression<T>) builder.lower(joins.path(path));
    }
}
