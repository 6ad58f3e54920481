package dev.roomcast.registrators;

import dev.roomcast.platform.database.Tracked;
import dev.roomcast.platform.registry.NameKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A portable recorder. */
@Entity
@Table(name = "registrator")
public class Registrator extends Tracked {
    static final int NAME_LENGTH = 100;

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "registrator_seq")
    @SequenceGenerator(name = "registrator_seq", sequenceName = "registrator_seq", allocationSize = 1)
    private long id;

    private String name = "";

    @Column(name = "name_key")
    private String nameKey = "";

    @Column(name = "serial_number")
    private String serialNumber = "";

    @ManyToOne
    private @Nullable UserOfRegistrator user;

    private boolean active;

    /** Takes over what a user has written; {@code assigned} is whom the draft's {@code userId} means. */
    void edit(RegistratorDraft draft, @Nullable UserOfRegistrator assigned) {
        name = draft.name();
        nameKey = NameKey.of(name, NAME_LENGTH);
        serialNumber = draft.serialNumber();
        user = assigned;
        active = draft.active();
    }

    void toggle() {
        active = !active;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public String name() {
        return name;
    }

    String serialNumber() {
        return serialNumber;
    }

    /** Who has it; null when nobody does. */
    @Nullable
    UserOfRegistrator user() {
        return user;
    }

    boolean active() {
        return active;
    }
}
