package dev.roomcast.files;

import dev.roomcast.platform.registry.ListShape;
import dev.roomcast.platform.registry.RegistryService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/** Reads and changes files, apart from their contents. */
@ApplicationScoped
@Transactional
public class FileService extends RegistryService<FileRecord, FileDraft, FileView> {
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
    protected void checkDeletion(FileRecord file) {
        drop(file);
    }

    @Override
    protected FileView view(FileRecord file) {
        return FileView.of(file);
    }

    private void drop(FileRecord file) {
        file.content().map(ContentDropped::new).ifPresent(droppings::fire);
    }
}
