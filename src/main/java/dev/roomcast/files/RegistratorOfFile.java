package dev.roomcast.files;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** What files show of the registrator that recorded them. Only read here. */
@Entity
@Table(name = "registrator")
public class RegistratorOfFile {
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
