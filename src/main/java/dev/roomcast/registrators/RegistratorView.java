package dev.roomcast.registrators;

import dev.roomcast.platform.registry.RecordView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A registrator as clients see it.
 *
 * @param user who has it; null when nobody does
 */
public record RegistratorView(
        long id,
        long version,
        String name,
        String serialNumber,
        @Nullable Person user,
        boolean active,
        Instant createdAt,
        String createdBy,
        Instant changedAt,
        String changedBy)
        implements RecordView {

    /** Who has a registrator. */
    public record Person(long id, String login, String fullName) {
        static @Nullable Person of(@Nullable UserOfRegistrator user) {
            return user == null ? null : new Person(user.id(), user.login(), user.fullName());
        }
    }

    static RegistratorView of(Registrator registrator) {
        return new RegistratorView(
                registrator.id(),
                registrator.version(),
                registrator.name(),
                registrator.serialNumber(),
                Person.of(registrator.user()),
                registrator.active(),
                registrator.createdAt(),
                registrator.createdBy(),
                registrator.changedAt(),
                registrator.changedBy());
    }
}
