package dev.roomcast.users;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** What users show of their group. Only read here. */
@Entity
@Table(name = "app_group")
public class GroupOfUser {
    @Id
    private long id;

    private String name = "";

    /** For sorting. */
    @Column(name = "name_key")
    private String nameKey = "";

    long id() {
        return id;
    }

    String name() {
        return name;
    }

    String nameKey() {
        return nameKey;
    }
}
