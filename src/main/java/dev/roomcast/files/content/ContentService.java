package dev.roomcast.files.content;

import dev.roomcast.files.FileRecord;
import dev.roomcast.files.FileService;
import dev.roomcast.files.FileView;
import dev.roomcast.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
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
    private FileService files;

    @Inject
    private InstantSource clock;

    /** The contents of a file; 404 when there is no such file, or it has none. */
    Content find(long id) {
        FileRecord file = files.fileRecord(id);
        String stored = file.content().orElseThrow(() -> ProblemException.of(404, "no-content"));
        return new Content(file.name(), file.mediaType(), stored, file.size(), String.valueOf(file.sha256()));
    }

    /** Answers 404 or 412 before a body is read in vain. */
    void require(long id, OptionalLong version) {
        FileRecord file = files.fileRecord(id);
        if (version.isPresent() && version.getAsLong() != file.version()) {
            throw ProblemException.of(412, "changed-meanwhile");
        }
    }

    /**
     * Gives a file other contents; those before are deleted after the commit.
     *
     * @param mediaType null to leave it as it is
     */
    FileView replace(long id, OptionalLong version, Incoming incoming, @Nullable String mediaType) {
        String type = mediaType == null ? files.fileRecord(id).mediaType() : mediaType;
        return files.contentStored(
                id,
                version,
                incoming.name(),
                type,
                incoming.size(),
                incoming.sha256(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    /** Those of these contents that belong to a file. */
    Set<String> used(Collection<String> names) {
        return names.isEmpty()
                ? Set.of()
                : Set.copyOf(entities.createQuery(
                                "select f.content from FileRecord f where f.content in :names", String.class)
                        .setParameter("names", names)
                        .getResultList());
    }
}
