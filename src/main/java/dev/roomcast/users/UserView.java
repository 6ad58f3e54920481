package dev.roomcast.users;

import dev.roomcast.platform.registry.RecordView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A user as administrators see them.
 *
 * @param group null for none
 * @param mustChangePassword whether the next sign-in asks for a new password
 */
public record UserView(
        long id,
        long version,
        String login,
        String fullName,
        @Nullable Group group,
        String role,
        boolean active,
        boolean mustChangePassword,
        Instant createdAt,
        String createdBy,
        Instant changedAt,
        String changedBy)
        implements RecordView {

    /** The group that a user is in. */
    public record Group(long id, String name) {
        static @Nullable Group of(@Nullable GroupOfUser group) {
            return group == null ? null : new Group(group.id(), group.name());
        }
    }

    static UserView of(User user) {
        return new UserView(
                user.id(),
                user.version(),
                user.login(),
                user.fullName(),
                Group.of(user.group()),
                user.role(),
                user.active(),
                user.mustChangePassword(),
                user.createdAt(),
                user.createdBy(),
                user.changedAt(),
                user.changedBy());
    }
}
