package dev.roomcast.files;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Order;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;

/** Reads lists of files: searched, sorted and by the page. */
@ApplicationScoped
@Transactional(Transactional.TxType.SUPPORTS)
public class FileList {
    private static final char ESCAPE = '!';

    @PersistenceContext
    private EntityManager entities;

    public List<FileView> page(FileQuery query) {
        CriteriaBuilder builder = entities.getCriteriaBuilder();
        CriteriaQuery<FileRecord> select = builder.createQuery(FileRecord.class);
        Root<FileRecord> file = select.from(FileRecord.class);
        select.select(file).where(matches(builder, file, query)).orderBy(order(builder, file, query));
        return entities.createQuery(select)
                .setFirstResult(query.page() * query.size())
                .setMaxResults(query.size())
                .getResultStream()
                .map(FileView::of)
                .toList();
    }

    public long count(FileQuery query) {
        CriteriaBuilder builder = entities.getCriteriaBuilder();
        CriteriaQuery<Long> select = builder.createQuery(Long.class);
        Root<FileRecord> file = select.from(FileRecord.class);
        select.select(builder.count(file)).where(matches(builder, file, query));
        return entities.createQuery(select).getSingleResult();
    }

    private static Predicate matches(CriteriaBuilder builder, Root<FileRecord> file, FileQuery query) {
        if (query.search().isEmpty()) {
            return builder.conjunction();
        }
        String pattern = "%" + query.search().toLowerCase(Locale.ROOT).replaceAll("[%_!]", ESCAPE + "$0") + "%";
        return builder.or(
                builder.like(builder.lower(file.get("name")), pattern, ESCAPE),
                builder.like(builder.lower(file.get("note")), pattern, ESCAPE));
    }

    private static List<Order> order(CriteriaBuilder builder, Root<FileRecord> file, FileQuery query) {
        Expression<?> by = query.sort().equals("name") ? builder.lower(file.get("name")) : file.get(query.sort());
        // The id last: without it, rows of the same value would change places from page to page.
        return List.of(query.descending() ? builder.desc(by) : builder.asc(by), builder.asc(file.get("id")));
    }
}
