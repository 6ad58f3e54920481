package dev.roomcast.groups;

import dev.roomcast.platform.registry.RecordView;
import java.time.Instant;

/** A group as clients see it. */
public record GroupView(
        long id,
        long version,
        String name,
        String description,
        Instant createdAt,
        String createdBy,
        Instant changedAt,
        String changedBy)
        implements RecordView {

    static GroupView of(Group group) {
        return new GroupView(
                group.id(),
                group.version(),
                group.name(),
                group.description(),
                group.createdAt(),
                group.createdBy(),
                group.changedAt(),
                group.changedBy());
    }
}
