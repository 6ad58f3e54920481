package dev.roomcast.groups;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What a user may write of a group. */
public record GroupDraft(
        @NotBlank @Size(max = Group.NAME_LENGTH) String name,
        @Size(max = 2000) String description) {

    public GroupDraft(@Nullable String name, @Nullable String description) {
        this.name = name == null ? "" : name.strip();
        this.description = description == null ? "" : description;
    }

    static GroupDraft of(Group group) {
        return new GroupDraft(group.name(), group.description());
    }
}
