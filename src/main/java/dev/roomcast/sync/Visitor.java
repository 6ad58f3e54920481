package dev.roomcast.sync;

import java.security.Principal;
import java.util.Locale;

/**
 * Who stands behind a request or a connection.
 *
 * @param sessionId names the sign-in session, so that its end can close its connections; empty for a visitor who is not signed in. Not a secret
 * @param login the user's login; empty when not signed in
 * @param role the user's role: {@code administrator}, {@code editor} or {@code viewer}; empty when not signed in
 * @param language the language to speak to them
 */
public record Visitor(String sessionId, String login, String role, Locale language) implements Principal {

    /** A visitor who is not signed in. */
    public static final Visitor ANONYMOUS = new Visitor("", "", "", Locale.ENGLISH);

    @Override
    public String getName() {
        return login;
    }

    public boolean signedIn() {
        return !login.isEmpty();
    }
}
