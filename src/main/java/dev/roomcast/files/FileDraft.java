package dev.roomcast.files;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a user may write of a file. What is left out gets the value of an unknown file.
 *
 * @param size in bytes; counts only while there is no content
 * @param categoryId null for none
 * @param registratorId null for none
 * @param ownerId null for nobody, at creation for oneself
 * @param recordedAt null when it is not known
 */
public record FileDraft(
        @NotBlank @Size(max = FileRecord.NAME_LENGTH) String name,

        @Size(max = 127) @Pattern(regexp = "[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+")
        String mediaType,

        @PositiveOrZero long size,
        @Size(max = 2000) String note,
        boolean pinned,
        @Nullable Long categoryId,
        @Nullable Long registratorId,
        @Nullable Long ownerId,
        @Nullable Instant recordedAt) {

    private static final String UNKNOWN_TYPE = "application/octet-stream";

    public FileDraft(
            @Nullable String name,
            @Nullable String mediaType,
            long size,
            @Nullable String note,
            boolean pinned,
            @Nullable Long categoryId,
            @Nullable Long registratorId,
            @Nullable Long ownerId,
            @Nullable Instant recordedAt) {
        this.name = name == null ? "" : name.strip();
        this.mediaType = mediaType == null ? UNKNOWN_TYPE : mediaType.toLowerCase(Locale.ROOT);
        this.size = size;
        this.note = note == null ? "" : note;
        this.pinned = pinned;
        this.categoryId = categoryId;
        this.registratorId = registratorId;
        this.ownerId = ownerId;
        this.recordedAt = recordedAt == null ? null : recordedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** A file of which only the name is known. */
    public static FileDraft named(String name) {
        return new FileDraft(name, null, 0, null, false, null, null, null, null);
    }

    /** What is written of a file now, for partial changes. */
    static FileDraft of(FileRecord file) {
        CategoryOfFile category = file.category();
        RegistratorOfFile registrator = file.registrator();
        OwnerOfFile owner = file.owner();
        return new FileDraft(
                file.name(),
                file.mediaType(),
                file.size(),
                file.note(),
                file.pinned(),
                category == null ? null : category.id(),
                registrator == null ? null : registrator.id(),
                owner == null ? null : owner.id(),
                file.recordedAt());
    }
}
