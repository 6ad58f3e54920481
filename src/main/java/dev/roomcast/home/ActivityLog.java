package dev.roomcast.home;

import dev.roomcast.platform.security.CurrentRequest;
import dev.roomcast.platform.workers.Housekeeping;
import dev.roomcast.sync.Change;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * Writes down what changed, in the transaction of the change itself: what was rolled back has never been. Changes that
 * name no record, or are the consequence of another ({@code data.cause}), are passed over.
 */
@ApplicationScoped
@Transactional
public class ActivityLog {
    private static final int KEPT = 1_000;
    private static final int LONGEST_WORD = 64;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private CurrentRequest request;

    @Inject
    private InstantSource clock;

    void onChange(@Observes Change change) {
        if (isTold(change)) {
            entities.persist(new Activity(clock.instant().truncatedTo(ChronoUnit.MILLIS), login(), change));
        }
    }

    /** The newest changes of these topics, newest first. */
    public List<ActivityView> newest(List<String> topics, int count) {
        return topics.isEmpty()
                ? List.of()
                : entities.createQuery(
                                "select a from Activity a where a.topic in :topics order by a.id desc", Activity.class)
                        .setParameter("topics", topics)
                        .setMaxResults(count)
                        .getResultStream()
                        .map(Activity::view)
                        .toList();
    }

    void onHousekeeping(@Observes Housekeeping now) {
        List<Long> oldestKept = entities.createQuery("select a.id from Activity a order by a.id desc", Long.class)
                .setFirstResult(KEPT - 1)
                .setMaxResults(1)
                .getResultList();
        for (Long id : oldestKept) {
            entities.createQuery("delete from Activity a where a.id < :id")
                    .setParameter("id", id)
                    .executeUpdate();
        }
    }

    private static boolean isTold(Change change) {
        boolean consequence = change.data() instanceof Map<?, ?> data && data.containsKey("cause");
        return !change.id().isEmpty()
                && !consequence
                && change.id().length() <= LONGEST_WORD
                && change.topic().length() <= LONGEST_WORD;
    }

    private String login() {
        try {
            return request.login();
        } catch (ContextNotActiveException outsideOfRequests) {
            return "";
        }
    }
}
