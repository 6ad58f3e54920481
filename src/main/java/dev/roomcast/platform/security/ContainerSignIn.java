package dev.roomcast.platform.security;

import dev.roomcast.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.Locale;
import java.util.Optional;

/**
 * Lets those in whom the container has authenticated, by whatever it is configured for: they get a session of ours, so
 * that sockets, sign-out and changed rights work for them as for everybody.
 */
@ApplicationScoped
public class ContainerSignIn {
    @Inject
    private Sessions sessions;

    /**
     * Whose request it is that the container vouches for. A session of the same login stays; one of somebody else ends.
     * The password in our table is none of their business, nor that it must be changed. Answers 403 when nobody active
     * has this login.
     */
    SessionUser enter(
            Principal known, Optional<SessionUser> session, HttpServletRequest request, HttpServletResponse response) {
        String login = known.getName().strip().toLowerCase(Locale.ROOT);
        SessionUser user = session.filter(found -> found.login().equals(login)).orElseGet(() -> {
            session.ifPresent(other -> sessions.end(other.sessionId()));
            String token = sessions.openFor(login).orElseThrow(() -> ProblemException.of(403, "unknown-person", login));
            response.addHeader("Set-Cookie", SessionCookie.issue(request, token));
            return sessions.find(token).orElseThrow(() -> ProblemException.of(403, "unknown-person", login));
        });
        return new SessionUser(user.sessionId(), user.userId(), user.login(), user.role(), false);
    }
}
