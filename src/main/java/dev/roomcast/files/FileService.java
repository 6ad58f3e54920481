package dev.roomcast.files;

import dev.roomcast.platform.problem.ProblemException;
import dev.roomcast.platform.security.CurrentRequest;
import dev.roomcast.sync.Change;
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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * Changes files, one transaction each, and fires what has changed. Each change may demand the version that its author
 * saw: 412 when the file has another.
 */
@ApplicationScoped
@Transactional
public class FileService {
    private static final String TOPIC = "files";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private CurrentRequest request;

    @Inject
    private Event<Change> changes;

    @Inject
    private InstantSource clock;

    public FileView find(long id) {
        return FileView.of(record(id, OptionalLong.empty()));
    }

    public FileView create(FileDraft draft) {
        FileRecord file = new FileRecord();
        file.edit(draft);
        file.created(request.login(), now());
        entities.persist(file);
        return changed(file, Reason.ADDED);
    }

    /** Replaces what is written of a file by what {@code edit} makes of it. */
    public FileView edit(long id, OptionalLong version, UnaryOperator<FileDraft> edit) {
        FileRecord file = record(id, version);
        file.edit(edit.apply(FileDraft.of(file)));
        file.changed(request.login(), now());
        return changed(file, Reason.UPDATED);
    }

    /** Pins a file, or unpins it. */
    public FileView toggle(long id, OptionalLong version) {
        FileRecord file = record(id, version);
        file.toggle();
        file.changed(request.login(), now());
        return changed(file, Reason.TOGGLED);
    }

    public void delete(long id, OptionalLong version) {
        FileRecord file = record(id, version);
        entities.remove(file);
        changed(file, Reason.DELETED);
    }

    private FileRecord record(long id, OptionalLong version) {
        FileRecord file = entities.find(FileRecord.class, id);
        if (file == null) {
            throw ProblemException.of(404, "not-found");
        }
        if (version.isPresent() && version.getAsLong() != file.version()) {
            throw ProblemException.of(412, "changed-meanwhile");
        }
        return file;
    }

    private FileView changed(FileRecord file, Reason reason) {
        // Conflicts come out here and not at the commit, and the new version is known for the answer.
        entities.flush();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("name", file.name());
        request.syncOrigin().ifPresent(origin -> data.put("origin", origin));
        changes.fire(new Change(TOPIC, reason, Long.toString(file.id()), data));
        return FileView.of(file);
    }

    private Instant now() {
        // The column keeps milliseconds: an answer must not show more than the next one can.
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
