package dev.roomcast.platform.security;

/** The roles that users have. */
public final class Roles {
    public static final String ADMINISTRATOR = "administrator";
    public static final String EDITOR = "editor";
    public static final String VIEWER = "viewer";

    private Roles() {}
}
