package dev.roomcast.platform.security;

import dev.roomcast.platform.problem.ProblemException;
import dev.roomcast.sync.SessionEnded;
import dev.roomcast.sync.ee.SyncManager;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The sign-in sessions: opened by signing in, carried by a cookie, known to every worker, ended by signing out. Called
 * on request threads. A session that ended on another worker is
 * forgotten here when the bus says so, and after a few seconds in any case. Answers 503 when the database cannot be
 * reached.
 */
@ApplicationScoped
public class Sessions {
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

    /** Opens a session for a user and returns its secret token, which is never to be had again. */
    public String open(long userId) {
        String token = SessionToken.create();
        try {
            table.add(SessionToken.createPublicId(), SessionToken.hash(token), userId, clock.instant());
            return token;
        } catch (SQLException down) {
            throw unavailable(down);
        }
    }

    /** Ends a session on all workers, its sockets included. Nothing happens for one that has ended. */
    public void end(String sessionId) {
        try {
            table.remove(sessionId);
        } catch (SQLException down) {
            throw unavailable(down);
        }
        cache.forget(sessionId);
        syncManager.endSession(sessionId);
    }

    /** The sessions of a user. */
    public List<String> idsOf(long userId) {
        try {
            return table.ofUser(userId);
        } catch (SQLException down) {
            throw unavailable(down);
        }
    }

    /** Ends all sessions of a user, as {@link #end}: after a password was set for them, or they may not sign in. */
    public void endAllOf(long userId) {
        idsOf(userId).forEach(this::end);
    }

    /** To be called when a user's login or role has changed. */
    public void refreshAllOf(long userId) {
        endAllOf(userId);
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

    void onEnded(@Observes SessionEnded ended) {
        cache.forget(ended.sessionId());
    }

    private Optional<SessionUser> ask(String hash) {
        try {
            Optional<SessionUser> user = table.find(hash, clock.instant());
            user.ifPresent(found -> cache.keep(hash, found));
            return user;
        } catch (SQLException down) {
            throw unavailable(down);
        }
    }

    private static ProblemException unavailable(SQLException cause) {
        LOG.log(System.Logger.Level.WARNING, "sessions cannot be looked up: {0}", cause.getMessage());
        return ProblemException.of(503, "database-down");
    }
}
