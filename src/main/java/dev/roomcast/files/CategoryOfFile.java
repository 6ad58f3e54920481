package dev.roomcast.files;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** What files show of their category. Only read here. */
@Entity
@Table(name = "category")
public class CategoryOfFile {
    @Id
    private long id;

    private String name = "";

    /** For sorting. */
    @Column(name = "name_key")
    private String nameKey = "";

    private String colour = "";

    long id() {
        return id;
    }

    String name() {
        return name;
    }

    String nameKey() {
        return nameKey;
    }

    String colour() {
        return colour;
    }
}
