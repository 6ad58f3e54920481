package dev.roomcast.users;

import dev.roomcast.platform.database.Tracked;
import dev.roomcast.platform.security.Roles;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

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

    /** Not called group, which is a word of queries. */
    @ManyToOne
    @JoinColumn(name = "group_id")
    private @Nullable GroupOfUser memberOf;

    private String role = "";
    private boolean active = true;

    @Column(name = "password")
    private String passwordHash = "";

    @Column(name = "must_change_password")
    private boolean mustChangePassword;

    /** Takes over what an administrator has written, apart from the password; the draft's group is {@code of}. */
    void edit(UserDraft draft, @Nullable GroupOfUser of) {
        login = draft.login();
        fullName = draft.fullName();
        memberOf = of;
        role = draft.role();
        active = draft.active();
    }

    /** A password that someone else has set is known to two. */
    void givePassword(String hash) {
        passwordHash = hash;
        mustChangePassword = true;
    }

    /** A password that the user has chosen. */
    void choosePassword(String hash) {
        passwordHash = hash;
        mustChangePassword = false;
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
        return fullName;
    }

    public String login() {
        return login;
    }

    public String fullName() {
        return fullName;
    }

    @Nullable
    GroupOfUser group() {
        return memberOf;
    }

    public String role() {
        return role;
    }

    public boolean active() {
        return active;
    }

    boolean administers() {
        return active && role.equals(Roles.ADMINISTRATOR);
    }

    public String passwordHash() {
        return passwordHash;
    }

    public boolean mustChangePassword() {
        return mustChangePassword;
    }
}
