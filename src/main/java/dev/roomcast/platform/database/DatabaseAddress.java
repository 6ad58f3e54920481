package dev.roomcast.platform.database;

/** A JDBC address as it may be shown. */
public final class DatabaseAddress {
    private static final int DEEPEST = 20;

    private DatabaseAddress() {}

    /** The address without its parameters and without a login, which may hold a password. */
    public static String shown(String url) {
        return url.replaceFirst("[?;].*$", "").replaceFirst("//.*@", "//");
    }

    /** Why the application cannot start when its database does not answer. */
    static String unreachable(String url, Throwable error) {
        Throwable cause = error;
        for (int depth = 0; cause.getCause() != null && depth < DEEPEST; depth++) {
            cause = cause.getCause();
        }
        return "the database " + shown(url) + " cannot be reached: " + cause.getMessage();
    }
}
