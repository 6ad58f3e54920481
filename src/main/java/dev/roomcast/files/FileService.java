package dev.roomcast.files;

import dev.roomcast.platform.problem.Problem;
import dev.roomcast.platform.problem.ProblemException;
import dev.roomcast.platform.registry.ListShape;
import dev.roomcast.platform.registry.RegistryService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads and changes files, apart from their contents. */
@ApplicationScoped
@Transactional
public class FileService extends RegistryService<FileRecord, FileDraft, FileView> {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    @Inject
    private Event<ContentDropped> droppings;

    public FileService() {
        super("files", FileRecord.class, shapeOfList());
    }

    private static ListShape shapeOfList() {
        return new ListShape("category", "registrator", "owner")
                .sort("name", "nameKey")
                .sort("type", "mediaType")
                .sort("size", "size")
                .sort("pinned", "pinned")
                .sort("category", "category.nameKey")
                .sort("registrator", "registrator.nameKey")
                .sortAnyCase("owner", "owner.fullName")
                .sort("recorded", "recordedAt")
                .sort("uploaded", "uploadedAt")
                .searchKey("nameKey")
                .search("note")
                .filterId("category", "category")
                .filterId("registrator", "registrator")
                .filterId("owner", "owner")
                .filterFlag("pinned", "pinned")
                .filterPrefix("type", "mediaType");
    }

    @Override
    protected FileRecord blank() {
        return new FileRecord();
    }

    @Override
    protected FileDraft draft(FileRecord file) {
        return FileDraft.of(file);
    }

    @Override
    protected void write(FileRecord file, FileDraft draft) {
        boolean mine = draft.ownerId() == null && file.id() == 0 && request.signedIn();
        Long owner = mine ? Long.valueOf(request.userId()) : draft.ownerId();
        requireYearOfFourDigits(draft.recordedAt());
        file.assign(
                referred(CategoryOfFile.class, "categoryId", draft.categoryId()),
                referred(RegistratorOfFile.class, "registratorId", draft.registratorId()),
                referred(OwnerOfFile.class, "ownerId", owner));
        file.edit(draft);
    }

    @Override
    protected void turn(FileRecord file) {
        file.toggle();
    }

    @Override
    protected void beforeDeletion(FileRecord file) {
        file.content().map(ContentDropped::new).ifPresent(droppings::fire);
    }

    @Override
    protected FileView view(FileRecord file) {
        return FileView.of(file);
    }

    /** Others there are, but pages cannot show them, and PostgreSQL does not keep them all. */
    private static void requireYearOfFourDigits(@Nullable Instant recordedAt) {
        if (recordedAt != null && (recordedAt.isBefore(FIRST) || !recordedAt.isBefore(END))) {
            throw new ProblemException(Problem.ofField(400, "invalid-input", "recordedAt", "field.Pattern"));
        }
    }
}
