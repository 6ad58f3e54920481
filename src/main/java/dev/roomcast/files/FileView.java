package dev.roomcast.files;

import java.time.Instant;

/**
 * A file as clients see it.
 *
 * @param size in bytes
 */
public record FileView(
        long id,
        long version,
        String name,
        String mediaType,
        long size,
        String note,
        boolean pinned,
        Instant createdAt,
        String createdBy,
        Instant changedAt,
        String changedBy) {

    static FileView of(FileRecord file) {
        return new FileView(
                file.id(),
                file.version(),
                file.name(),
                file.mediaType(),
                file.size(),
                file.note(),
                file.pinned(),
                file.createdAt(),
                file.createdBy(),
                file.changedAt(),
                file.changedBy());
    }
}
