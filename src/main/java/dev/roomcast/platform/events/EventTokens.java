package dev.roomcast.platform.events;

import dev.roomcast.platform.problem.ProblemException;
import dev.roomcast.platform.security.CurrentRequest;
import dev.roomcast.platform.security.Secret;
import dev.roomcast.sync.Change;
import dev.roomcast.sync.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tokens by which other systems publish: made and revoked by administrators, whose open pages hear of it. Called on
 * request threads. Answers 503 when the database cannot be reached.
 */
@ApplicationScoped
@Transactional
public class EventTokens {
    /** How many there may be: one per system, not one per request. */
    static final int MOST = 100;

    private static final System.Logger LOG = System.getLogger(EventTokens.class.getName());

    @Inject
    private TokenTable table;

    @Inject
    private CurrentRequest request;

    @Inject
    private Event<Change> changes;

    @Inject
    private InstantSource clock;

    /** Work on the table. */
    private interface Asking<T> {
        T ask() throws SQLException;
    }

    /** A token that was just made, and its secret, which is never to be had again. */
    public record Made(EventToken token, String secret) {}

    @Transactional(Transactional.TxType.SUPPORTS)
    public List<EventToken> all() {
        return answered(table::all);
    }

    /** Makes a token. Answers 409 when its name is taken, or there are too many. */
    public Made make(TokenDraft draft) {
        if (answered(table::count) >= MOST) {
            throw ProblemException.of(409, "too-many-tokens", MOST);
        }
        String secret = TokenSecret.create();
        String hash = Secret.hash(secret);
        EventToken token = answered(() -> {
            table.add(draft, hash, TokenSecret.hint(secret), request.login(), now());
            return table.find(hash).orElseThrow();
        });
        changed(Reason.ADDED, token);
        return new Made(token, secret);
    }

    /** Revokes a token, at once and on all workers. Answers 404 when there is none. */
    public void revoke(long id) {
        EventToken token = answered(() -> table.find(id)).orElseThrow(() -> ProblemException.of(404, "not-found"));
        if (!answered(() -> table.remove(id))) {
            throw ProblemException.of(404, "not-found");
        }
        changed(Reason.DELETED, token);
    }

    /** The token of a secret, which counts as used now. Answers 401 for one that is unknown, revoked or expired. */
    @Transactional(Transactional.TxType.SUPPORTS)
    public EventToken use(String secret) {
        Instant now = now();
        EventToken token = answered(() ->
                        TokenSecret.plausible(secret) ? table.find(Secret.hash(secret)) : Optional.<EventToken>empty())
                .orElseThrow(() -> ProblemException.of(401, "token-unknown"));
        Instant expiresAt = token.expiresAt();
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            throw ProblemException.of(401, "token-expired", token.name(), expiresAt.toString());
        }
        answered(() -> {
            table.use(token, now);
            return true;
        });
        return token;
    }

    /** The administration page alone may know what tokens there are. */
    private void changed(Reason reason, EventToken token) {
        LOG.log(
                System.Logger.Level.INFO,
                "the token \"{0}\" was {1} by {2}",
                token.name(),
                reason.wire(),
                request.login());
        Map<String, Object> data = new HashMap<>();
        // So that it does not come back to the page that made the change.
        request.syncOrigin().ifPresent(origin -> data.put("origin", origin));
        changes.fire(new Change("tokens", reason, "", data, List.of("admin")));
    }

    private Instant now() {
        // The column keeps milliseconds: an answer must not show more than the next one can.
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Unchecked, so that the transaction is rolled back; what the failure means is told by its cause. */
    private static <T> T answered(Asking<T> asking) {
        try {
            return asking.ask();
        } catch (SQLException failed) {
            throw new IllegalStateException("the tokens cannot be read or changed: " + failed.getMessage(), failed);
        }
    }
}
