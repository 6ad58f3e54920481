package dev.roomcast.categories;

import dev.roomcast.platform.database.Tracked;
import dev.roomcast.platform.registry.NameKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** What files are filed under. */
@Entity
@Table(name = "category")
public class Category extends Tracked {
    static final int NAME_LENGTH = 100;

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "category_seq")
    @SequenceGenerator(name = "category_seq", sequenceName = "category_seq", allocationSize = 1)
    private long id;

    private String name = "";

    @Column(name = "name_key")
    private String nameKey = "";

    private String colour = "";

    @Column(name = "retention_days")
    private @Nullable Integer retentionDays;

    private boolean active;

    /** Takes over what a user has written. */
    void edit(CategoryDraft draft) {
        name = draft.name();
        nameKey = NameKey.of(name, NAME_LENGTH);
        colour = draft.colour();
        retentionDays = draft.retentionDays();
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

    String colour() {
        return colour;
    }

    /** For how many days files are kept; null for ever. */
    @Nullable
    Integer retentionDays() {
        return retentionDays;
    }

    boolean active() {
        return active;
    }
}
