package dev.roomcast.platform.security;

import dev.roomcast.platform.problem.ProblemException;
import dev.roomcast.sync.RoomPolicy;
import dev.roomcast.sync.Visitor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who sent the request that is being answered, and from which page. */
@RequestScoped
public class CurrentRequest {
    private static final Pattern ORIGIN = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    @Inject
    private RoomPolicy policy;

    private Visitor visitor = Visitor.ANONYMOUS;
    private Optional<SessionUser> user = Optional.empty();
    private @Nullable String syncOrigin;

    /**
     * Called by the filter, before anyone asks. A {@code Sync-Origin} that is not an identifier is ignored: it comes
     * back in events.
     */
    void begin(Visitor sender, Optional<SessionUser> sendingUser, @Nullable String syncOriginHeader) {
        visitor = sender;
        user = sendingUser;
        syncOrigin =
                syncOriginHeader != null && ORIGIN.matcher(syncOriginHeader).matches() ? syncOriginHeader : null;
    }

    public boolean signedIn() {
        return visitor.signedIn();
    }

    /** Names the sign-in session; empty when not signed in. */
    public String sessionId() {
        return visitor.sessionId();
    }

    public String login() {
        return visitor.login();
    }

    /** One of {@link Roles}; empty when not signed in. */
    public String role() {
        return visitor.role();
    }

    /** The id of the user who is signed in; answers 401 when nobody is. */
    public long userId() {
        return user.map(SessionUser::userId).orElseThrow(() -> ProblemException.of(401, "not-signed-in"));
    }

    /** Whether the user has to choose a new password before anything else. */
    public boolean mustChangePassword() {
        return user.map(SessionUser::mustChangePassword).orElse(false);
    }

    public Locale language() {
        return visitor.language();
    }

    /** The page that sent it, as it names itself by {@code Sync-Origin}. */
    public Optional<String> syncOrigin() {
        return Optional.ofNullable(syncOrigin);
    }

    /** Answers 403 unless the sender may change data. */
    public void requireEditor() {
        if (!visitor.role().equals(Roles.ADMINISTRATOR) && !visitor.role().equals(Roles.EDITOR)) {
            throw ProblemException.of(403, "read-only");
        }
    }

    /** Answers 403 unless the sender is an administrator. */
    public void requireAdministrator() {
        if (!visitor.role().equals(Roles.ADMINISTRATOR)) {
            throw ProblemException.of(403, "forbidden");
        }
    }

    /** Whether the sender may see what a topic, or the page of a room, shows. */
    public boolean maySee(String topic) {
        return policy.mayJoin(visitor, topic);
    }
}
