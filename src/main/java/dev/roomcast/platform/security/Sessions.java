package dev.roomcast.platform.security;

import dev.roomcast.platform.problem.ProblemException;
import dev.roomcast.sync.SessionRegistry;
import dev.roomcast.sync.SessionStale;
import dev.roomcast.sync.Visitor;
import dev.roomcast.sync.ee.SyncManager;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The sign-in sessions: opened by signing in, carried by a cookie, known to every worker, ended by signing out. Called
 * on request threads, outside of transactions whose changes the other workers are to see. What ended or changed on
 * another worker is forgotten here when the bus says so, and after a few seconds in any case. Answers 503 when the
 * database cannot be reached.
 */
@ApplicationScoped
public class Sessions implements SessionRegistry {
    /** How many sessions a user may have at once; the one unused for longest makes room. */
    static final int MAX_PER_USER = 50;

    private static final System.Logger LOG = System.getLogger(Sessions.class.getName());
    private static final int CACHED = 10_000;
    private static final long CACHED_FOR = TimeUnit.SECONDS.toNanos(5);

    private final SessionCache cache = new SessionCache(CACHED, CACHED_FOR, System::nanoTime);

    @Inject
    private SessionTable table;

    @Inject
    private SyncManager syncManager;

    @Inject
    private InstantSource clock;

    /** Work on the table. */
    private interface Asking<T> {
        T ask() throws SQLException;
    }

    /**
     * Opens a session for a user and returns its secret token, which is never to be had again. Answers 401 for a user
     * who is no longer active.
     */
    public String open(long userId) {
        String token = SessionToken.create();
        String hash = SessionToken.hash(token);
        if (!answered(() -> table.add(SessionToken.createPublicId(), hash, userId, clock.instant()))) {
            throw ProblemException.of(401, "not-signed-in");
        }
        List<String> all = answered(() -> table.ofUser(userId));
        all.stream().skip(MAX_PER_USER).forEach(this::end);
        return token;
    }

    /** Ends a session on all workers, its sockets included. Nothing happens for one that has ended. */
    public void end(String sessionId) {
        answered(() -> {
            table.remove(sessionId);
            return true;
        });
        syncManager.endSession(sessionId);
    }

    /** Ends the session that a token opens, if it still does. */
    public void endBy(String token) {
        find(token).map(SessionUser::sessionId).ifPresent(this::end);
    }

    /** The sessions of a user: for ending them when the user is gone, which the database would not know then. */
    public List<String> idsOf(long userId) {
        return answered(() -> table.ofUser(userId));
    }

    /** Ends all sessions of a user, as {@link #end}: after a password was set for them, or they may not sign in. */
    public void endAllOf(long userId) {
        idsOf(userId).forEach(this::end);
    }

    /**
     * To be called when a user's login or role has changed: the sessions stay, but every worker forgets what it knows of
     * them and closes their sockets, which come again at once and are judged anew.
     */
    public void refreshAllOf(long userId) {
        idsOf(userId).forEach(syncManager::refreshSession);
    }

    /**
     * After a user has chosen a new password: ends all their other sessions, and gives this one another token, which is
     * returned, so that whoever has got hold of the former one has nothing. The session's sockets are closed too and
     * come again with the new cookie.
     */
    public String renew(long userId, String sessionId) {
        List<String> all = answered(() -> table.ofUser(userId));
        all.stream().filter(id -> !id.equals(sessionId)).forEach(this::end);
        String token = SessionToken.create();
        if (!answered(() -> table.replaceToken(sessionId, SessionToken.hash(token)))) {
            throw ProblemException.of(401, "not-signed-in");
        }
        syncManager.refreshSession(sessionId);
        return token;
    }

    /** Opens a session for an active user by login; empty when there is none. */
    Optional<String> openFor(String login) {
        return answered(() -> table.activeUser(login)).map(this::open);
    }

    /** Whose session a token is; empty for one that nobody has. */
    Optional<SessionUser> find(String token) {
        if (!SessionToken.plausible(token)) {
            return Optional.empty();
        }
        String hash = SessionToken.hash(token);
        Optional<SessionUser> known = cache.find(hash);
        return known.isPresent() ? known : ask(hash);
    }

    @Override
    public Set<Visitor> standing(Set<Visitor> visitors) {
        Set<String> ids = visitors.stream().map(Visitor::sessionId).collect(Collectors.toSet());
        Map<String, SessionUser> standing = answered(() -> table.standing(ids, clock.instant()));
        return visitors.stream()
                .filter(visitor -> isStill(visitor, standing.get(visitor.sessionId())))
                .collect(Collectors.toSet());
    }

    private static boolean isStill(Visitor visitor, @Nullable SessionUser user) {
        return user != null
                && user.login().equals(visitor.login())
                && user.role().equals(visitor.role());
    }

    void onStale(@Observes SessionStale stale) {
        cache.forget(stale.sessionId());
    }

    private Optional<SessionUser> ask(String hash) {
        Optional<SessionUser> user = answered(() -> table.find(hash, clock.instant()));
        user.ifPresent(found -> cache.keep(hash, found));
        return user;
    }

    private static <T> T answered(Asking<T> asking) {
        try {
            return asking.ask();
        } catch (SQLException down) {
            LOG.log(System.Logger.Level.WARNING, "sessions cannot be looked up: {0}", down.getMessage());
            throw ProblemException.of(503, "database-down");
        }
    }
}
