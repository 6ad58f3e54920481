package dev.roomcast.files;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** What files show of their owner. Only read here. */
@Entity
@Table(name = "app_user")
public class OwnerOfFile {
    @Id
    private long id;

    private String login = "";

    @Column(name = "full_name")
    private String fullName = "";

    long id() {
        return id;
    }

    String login() {
        return login;
    }

    String fullName() {
        return fullName;
    }
}
