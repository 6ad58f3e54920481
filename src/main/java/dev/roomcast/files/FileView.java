package dev.roomcast.files;

import dev.roomcast.platform.registry.RecordView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file as clients see it. What is not known of it is null.
 *
 * @param size in bytes
 * @param sha256 of the content, as hexadecimal digits; null while there is no content
 */
public record FileView(
        long id,
        long version,
        String name,
        String mediaType,
        long size,
        String note,
        boolean pinned,
        @Nullable Category category,
        @Nullable Registrator registrator,
        @Nullable Owner owner,
        @Nullable Instant recordedAt,
        @Nullable Instant uploadedAt,
        @Nullable String sha256,
        Instant createdAt,
        String createdBy,
        Instant changedAt,
        String changedBy)
        implements RecordView {

    /** What a file is filed under. */
    public record Category(long id, String name, String colour) {
        static @Nullable Category of(@Nullable CategoryOfFile category) {
            return category == null ? null : new Category(category.id(), category.name(), category.colour());
        }
    }

    /** What recorded a file. */
    public record Registrator(long id, String name) {
        static @Nullable Registrator of(@Nullable RegistratorOfFile registrator) {
            return registrator == null ? null : new Registrator(registrator.id(), registrator.name());
        }
    }

    /** Whose a file is. */
    public record Owner(long id, String login, String fullName) {
        static @Nullable Owner of(@Nullable OwnerOfFile owner) {
            return owner == null ? null : new Owner(owner.id(), owner.login(), owner.fullName());
        }
    }

    static FileView of(FileRecord file) {
        return new FileView(
                file.id(),
                file.version(),
                file.name(),
                file.mediaType(),
                file.size(),
                file.note(),
                file.pinned(),
                Category.of(file.category()),
                Registrator.of(file.registrator()),
                Owner.of(file.owner()),
                file.recordedAt(),
                file.uploadedAt(),
                file.sha256(),
                file.createdAt(),
                file.createdBy(),
                file.changedAt(),
                file.changedBy());
    }
}
