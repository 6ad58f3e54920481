package dev.roomcast.groups;

import dev.roomcast.platform.database.Tracked;
import dev.roomcast.platform.registry.NameKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;

/** A group of users. Its entity has another name, since this one is a word of queries. */
@Entity(name = "UserGroup")
@Table(name = "app_group")
public class Group extends Tracked {
    static final int NAME_LENGTH = 100;

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "app_group_seq")
    @SequenceGenerator(name = "app_group_seq", sequenceName = "app_group_seq", allocationSize = 1)
    private long id;

    private String name = "";

    @Column(name = "name_key")
    private String nameKey = "";

    private String description = "";

    /** Takes over what a user has written. */
    void edit(GroupDraft draft) {
        name = draft.name();
        nameKey = NameKey.of(name, NAME_LENGTH);
        description = draft.description();
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public String name() {
        return name;
    }

    String description() {
        return description;
    }
}
