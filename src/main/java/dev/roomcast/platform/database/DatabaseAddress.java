package dev.roomcast.platform.database;

/** A JDBC address as it may be shown. */
final class DatabaseAddress {
    private DatabaseAddress() {}

    /** The address without its parameters and without a login, which may hold a password. */
    static String shown(String url) {
        return url.replaceFirst("[?;].*$", "").replaceFirst("//[^/@]*@", "//");
    }
}
