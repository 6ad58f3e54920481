package dev.roomcast.files;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What a user may write of a file. What is left out gets the value of an unknown file.
 *
 * @param size in bytes
 */
public record FileDraft(
        @NotBlank @Size(max = 255) String name,

        @Size(max = 127) @Pattern(regexp = "[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+")
        String mediaType,

        @PositiveOrZero long size,
        @Size(max = 2000) String note,
        boolean pinned) {

    private static final String UNKNOWN_TYPE = "application/octet-stream";

    public FileDraft(
            @Nullable String name, @Nullable String mediaType, long size, @Nullable String note, boolean pinned) {
        this.name = name == null ? "" : name.strip();
        this.mediaType = mediaType == null ? UNKNOWN_TYPE : mediaType;
        this.size = size;
        this.note = note == null ? "" : note;
        this.pinned = pinned;
    }

    /** What is written of a file now, for partial changes. */
    static FileDraft of(FileRecord file) {
        return new FileDraft(file.name(), file.mediaType(), file.size(), file.note(), file.pinned());
    }
}
