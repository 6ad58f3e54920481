package dev.roomcast.platform.registry;

import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Order;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.List;

/** Reads lists of one kind of record: one query for a page, whatever its rows refer to, and one that counts. */
final class ListReader<E> {
    private final EntityManager entities;
    private final Class<E> type;
    private final ListShape shape;

    ListReader(EntityManager entities, Class<E> type, ListShape shape) {
        this.entities = entities;
        this.type = type;
        this.shape = shape;
    }

    List<E> page(ListQuery query) {
        CriteriaBuilder builder = entities.getCriteriaBuilder();
        CriteriaQuery<E> select = builder.createQuery(type);
        Root<E> root = select.from(type);
        Joins joins = new Joins(root);
        shape.references().forEach(joins::fetch);
        select.select(root).where(matches(builder, joins, query)).orderBy(order(builder, joins, query));
        return entities.createQuery(select)
                .setFirstResult(query.page() * query.size())
                .setMaxResults(query.size())
                .getResultList();
    }

    long count(ListQuery query) {
        CriteriaBuilder builder = entities.getCriteriaBuilder();
        CriteriaQuery<Long> select = builder.createQuery(Long.class);
        Root<E> root = select.from(type);
        select.select(builder.count(root)).where(matches(builder, new Joins(root), query));
        return entities.createQuery(select).getSingleResult();
    }

    private Predicate[] matches(CriteriaBuilder builder, Joins joins, ListQuery query) {
        List<Predicate> all = new ArrayList<>();
        shape.filters().forEach((word, filter) -> {
            String value = query.filters().get(word);
            if (value != null) {
                all.add(filter.in(joins, builder, value));
            }
        });
        if (!query.search().isEmpty()) {
            all.add(found(builder, joins, query.search()));
        }
        return all.toArray(Predicate[]::new);
    }

    private Predicate found(CriteriaBuilder builder, Joins joins, String search) {
        // With an ESCAPE, EclipseLink writes all values of the query into the SQL, and its booleans are none for H2.
        String pattern = "%" + NameKey.of(search).replaceAll("[%_\\\\]", "_") + "%";
        return builder.or(shape.searched().stream()
                .map(column -> builder.like(column.in(joins, builder), pattern))
                .toArray(Predicate[]::new));
    }

    private List<Order> order(CriteriaBuilder builder, Joins joins, ListQuery query) {
        Expression<?> by = shape.sort(query.sort()).orElseThrow().in(joins, builder);
        // The id last: without it, rows of the same value would change places from page to page.
        Expression<Long> id = joins.path("id");
        return query.descending()
                ? List.of(builder.desc(by), builder.desc(id))
                : List.of(builder.asc(by), builder.asc(id));
    }
}
