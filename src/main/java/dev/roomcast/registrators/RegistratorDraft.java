package dev.roomcast.registrators;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What a user may write of a registrator.
 *
 * @param userId null for nobody
 * @param active true when left out
 */
public record RegistratorDraft(
        @NotBlank @Size(max = Registrator.NAME_LENGTH) String name,
        @NotBlank @Size(max = 64) String serialNumber,
        @Nullable Long userId,
        Boolean active) {

    public RegistratorDraft(
            @Nullable String name, @Nullable String serialNumber, @Nullable Long userId, @Nullable Boolean active) {
        this.name = name == null ? "" : name.strip();
        this.serialNumber = serialNumber == null ? "" : serialNumber.strip();
        this.userId = userId;
        this.active = active == null || active;
    }

    static RegistratorDraft of(Registrator registrator) {
        UserOfRegistrator user = registrator.user();
        return new RegistratorDraft(
                registrator.name(), registrator.serialNumber(), user == null ? null : user.id(), registrator.active());
    }
}
