package dev.roomcast.categories;

import dev.roomcast.platform.registry.RecordView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A category as clients see it.
 *
 * @param retentionDays null for ever
 */
public record CategoryView(
        long id,
        long version,
        String name,
        String colour,
        @Nullable Integer retentionDays,
        boolean active,
        Instant createdAt,
        String createdBy,
        Instant changedAt,
        String changedBy)
        implements RecordView {

    static CategoryView of(Category category) {
        return new CategoryView(
                category.id(),
                category.version(),
                category.name(),
                category.colour(),
                category.retentionDays(),
                category.active(),
                category.createdAt(),
                category.createdBy(),
                category.changedAt(),
                category.changedBy());
    }
}
