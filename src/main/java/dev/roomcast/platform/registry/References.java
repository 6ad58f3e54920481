package dev.roomcast.platform.registry;

import dev.roomcast.platform.problem.Problem;
import dev.roomcast.platform.problem.ProblemException;
import dev.roomcast.platform.problem.Reference;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.stream.Stream;

/**
 * What refers to a record. In plain SQL, since it asks tables of features that do not know each other; the names in it are
 * constants of services.
 */
final class References {
    private static final int EXAMPLES = 3;

    private final EntityManager entities;
    private final List<Referrer> referrers;

    References(EntityManager entities, List<Referrer> referrers) {
        this.entities = entities;
        this.referrers = referrers;
    }

    /** Answers 409 that tells what refers to the record, if anything does. */
    void refuseWhileInUse(long id) {
        List<Reference> inUse = referrers.stream()
                .map(referrer -> new Reference(referrer.topic(), count(referrer, id), examples(referrer, id)))
                .filter(reference -> reference.count() > 0)
                .toList();
        if (!inUse.isEmpty()) {
            throw new ProblemException(Problem.inUse(inUse));
        }
    }

    /** The topics whose records refer to this one. */
    Stream<String> topics(long id) {
        return referrers.stream().filter(referrer -> count(referrer, id) > 0).map(Referrer::topic);
    }

    private long count(Referrer referrer, long id) {
        String sql = "select count(*) from " + referrer.table() + " where " + referrer.column() + " = ?1";
        return ((Number) entities.createNativeQuery(sql).setParameter(1, id).getSingleResult()).longValue();
    }

    private List<String> examples(Referrer referrer, long id) {
        String sql = "select " + referrer.label() + " from " + referrer.table() + " where " + referrer.column()
                + " = ?1 order by id";
        List<?> names = entities.createNativeQuery(sql)
                .setParameter(1, id)
                .setMaxResults(EXAMPLES)
                .getResultList();
        return names.stream().map(String::valueOf).toList();
    }
}
