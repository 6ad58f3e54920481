package dev.roomcast.users;

import dev.roomcast.platform.security.Roles;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator may write of a user.
 *
 * @param login in lower case, whatever was typed
 * @param groupId null for no group
 * @param role viewer when left out
 * @param active true when left out
 * @param password null to leave it as it is; never read back
 */
public record UserDraft(
        @Pattern(regexp = "[a-z0-9][a-z0-9._@-]{0,63}") String login,
        @NotBlank @Size(max = 200) String fullName,
        @Nullable Long groupId,

        @Pattern(regexp = "administrator|editor|viewer") String role,

        Boolean active,

        @Size(min = PASSWORD_MIN) @Size(max = PASSWORD_MAX) @Nullable
        String password) {

    static final int PASSWORD_MIN = 8;
    static final int PASSWORD_MAX = 1024;

    public UserDraft(
            @Nullable String login,
            @Nullable String fullName,
            @Nullable Long groupId,
            @Nullable String role,
            @Nullable Boolean active,
            @Nullable String password) {
        this.login = login == null ? "" : login.strip().toLowerCase(Locale.ROOT);
        this.fullName = fullName == null ? "" : fullName.strip();
        this.groupId = groupId;
        this.role = role == null ? Roles.VIEWER : role;
        this.active = active == null || active;
        this.password = password;
    }

    static UserDraft of(User user) {
        GroupOfUser group = user.group();
        return new UserDraft(
                user.login(), user.fullName(), group == null ? null : group.id(), user.role(), user.active(), null);
    }

    boolean administers() {
        return active && role.equals(Roles.ADMINISTRATOR);
    }

    /** Without the password, which must reach no log. */
    @Override
    public String toString() {
        return "UserDraft[" + login + "]";
    }
}
