package dev.roomcast.files.content;

import dev.roomcast.files.ContentDropped;
import dev.roomcast.platform.problem.ProblemException;
import dev.roomcast.platform.registry.RecordChanges;
import dev.roomcast.platform.registry.Records;
import dev.roomcast.platform.security.CurrentRequest;
import dev.roomcast.sync.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which contents belong to which file. */
@ApplicationScoped
@Transactional
public class ContentService {
    @PersistenceContext
    private EntityManager entities;

    @Inject
    private CurrentRequest request;

    @Inject
    private RecordChanges changes;

    @Inject
    private Event<ContentDropped> dropped;

    @Inject
    private InstantSource clock;

    /** The contents of a file; 404 when there is no such file, or it has none. */
    Content find(long id) {
        ContentRecord file = record(id, OptionalLong.empty());
        String stored = file.content();
        String sha256 = file.sha256();
        if (stored == null || sha256 == null) {
            throw ProblemException.of(404, "no-content");
        }
        return new Content(file.name(), file.mediaType(), stored, file.size(), sha256);
    }

    /** Answers 404 or 412 before a body is read in vain. */
    void require(long id, OptionalLong version) {
        record(id, version);
    }

    /**
     * Gives a file other contents; those before are deleted after the commit.
     *
     * @param mediaType null to leave it as it is
     */
    void replace(long id, OptionalLong version, Incoming incoming, @Nullable String mediaType) {
        ContentRecord file = record(id, version);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String before = file.replace(incoming, mediaType, now);
        file.changed(request.login(), now);
        // Of two uploads at once the second fails here and not at the commit, where nobody could tell why.
        entities.flush();
        if (before != null) {
            dropped.fire(new ContentDropped(before));
        }
        changes.fire("files", Reason.UPDATED, file);
    }

    /** Those of these contents that belong to a file. */
    Set<String> used(Collection<String> names) {
        return names.isEmpty()
                ? Set.of()
                : new HashSet<>(entities.createQuery(
                                "select f.content from ContentRecord f where f.content in :names", String.class)
                        .setParameter("names", names)
                        .getResultList());
    }

    private ContentRecord record(long id, OptionalLong version) {
        return Records.find(entities, ContentRecord.class, id, version);
    }
}
