package dev.roomcast.platform.events;

import dev.roomcast.platform.outbox.Announcer;
import dev.roomcast.platform.problem.FieldError;
import dev.roomcast.platform.problem.Problem;
import dev.roomcast.platform.problem.ProblemException;
import dev.roomcast.platform.security.CurrentRequest;
import dev.roomcast.sync.Change;
import dev.roomcast.sync.Emission;
import dev.roomcast.sync.SyncSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may publish what over REST, and how fast. Called on request threads. */
@ApplicationScoped
public class EventPublishing {
    private static final int PER_SECOND = 50;
    private static final int AT_ONCE = 250;

    private final PublishingRate rate = new PublishingRate(PER_SECOND, AT_ONCE, System::nanoTime);

    @Inject
    private EventTokens tokens;

    @Inject
    private CurrentRequest current;

    @Inject
    private SyncSettings sync;

    @Inject
    private Announcer announcer;

    /**
     * Who publishes.
     *
     * @param name by which it is counted
     * @param token what it may publish; empty for an administrator, who may everything
     */
    record Publisher(String name, Optional<EventToken> token) {}

    /** Answers 401 or 403 for somebody who may not publish at all, and 429 for one who publishes too fast. */
    Publisher admit(Optional<String> bearer) {
        Optional<EventToken> token = bearer.map(tokens::use);
        if (token.isEmpty()) {
            current.requireAdministrator();
        }
        String name = token.map(known -> "token " + known.id()).orElseGet(() -> "user " + current.userId());
        long wait = rate.secondsToWait(name);
        if (wait > 0) {
            throw ProblemException.of(429, "too-many-events", wait, PER_SECOND);
        }
        return new Publisher(name, token);
    }

    /** Publishes an event; answers 400 for one that is not of the form, and 403 for one beyond the token's limits. */
    Map<String, @Nullable Long> publish(Publisher publisher, JsonObject sent) {
        Change change = EventForm.read(sent, sync.rooms());
        publisher.token().ifPresent(token -> requireWithinLimits(token, change));
        return announcer.announce(change);
    }

    private void requireWithinLimits(EventToken token, Change change) {
        List<FieldError> errors = new ArrayList<>();
        if (!token.allowsTopic(change.topic())) {
            errors.add(beyond("event", change.topic(), token.topics()));
        }
        named(change).stream()
                .filter(room -> !token.allowsRoom(room))
                .findFirst()
                .ifPresent(room -> errors.add(beyond("rooms", room, token.rooms())));
        if (!errors.isEmpty()) {
            throw new ProblemException(
                    new Problem(403, "token-limited", List.of(token.name()), List.copyOf(errors), List.of()));
        }
    }

    /** The rooms that the publisher has chosen; those that the dependency table adds are the administrator's choice. */
    private List<String> named(Change change) {
        if (!change.rooms().isEmpty()) {
            return change.rooms();
        }
        return List.of(sync.rooms().contains(change.topic()) ? change.topic() : Emission.GLOBAL);
    }

    private static FieldError beyond(String field, String wanted, List<String> allowed) {
        return new FieldError(field, "field.beyond", List.of(wanted, String.join(", ", allowed)));
    }
}
