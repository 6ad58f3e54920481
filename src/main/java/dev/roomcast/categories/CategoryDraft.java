package dev.roomcast.categories;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a user may write of a category.
 *
 * @param colour {@code #rrggbb}; grey when left out
 * @param retentionDays null for ever
 * @param active true when left out
 */
public record CategoryDraft(
        @NotBlank @Size(max = Category.NAME_LENGTH) String name,
        @Pattern(regexp = "#[0-9a-f]{6}") String colour,
        @Min(1) @Max(36_500) @Nullable Integer retentionDays,
        Boolean active) {

    private static final String GREY = "#64748b";

    public CategoryDraft(
            @Nullable String name, @Nullable String colour, @Nullable Integer retentionDays, @Nullable Boolean active) {
        this.name = name == null ? "" : name.strip();
        this.colour = colour == null ? GREY : colour.toLowerCase(Locale.ROOT);
        this.retentionDays = retentionDays;
        this.active = active == null || active;
    }

    static CategoryDraft of(Category category) {
        return new CategoryDraft(category.name(), category.colour(), category.retentionDays(), category.active());
    }
}
