package dev.roomcast.users;

import dev.roomcast.platform.database.Tracked;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;

/** Someone who may sign in. */
@Entity
@Table(name = "app_user")
public class User extends Tracked {
    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "app_user_seq")
    @SequenceGenerator(name = "app_user_seq", sequenceName = "app_user_seq", allocationSize = 1)
    private long id;

    private String login = "";

    @Column(name = "full_name")
    private String fullName = "";

    private String role = "";
    private boolean active = true;

    @Column(name = "password")
    private String passwordHash = "";

    @Column(name = "must_change_password")
    private boolean mustChangePassword;

    /** A password that the user has chosen. */
    void choosePassword(String hash) {
        passwordHash = hash;
        mustChangePassword = false;
    }

    public long id() {
        return id;
    }

    public String login() {
        return login;
    }

    public String fullName() {
        return fullName;
    }

    public String role() {
        return role;
    }

    public boolean active() {
        return active;
    }

    public String passwordHash() {
        return passwordHash;
    }
}
