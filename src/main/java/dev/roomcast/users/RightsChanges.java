package dev.roomcast.users;

import dev.roomcast.platform.security.Sessions;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/**
 * Which sessions a request's change concerns. Noted inside the transaction, where it is known what was before; takes
 * effect after the commit, when all workers see the change.
 */
@RequestScoped
public class RightsChanges {
    private final List<Runnable> effects = new ArrayList<>();

    @Inject
    private Sessions sessions;

    /** The user may no longer be signed in, or not with this password. */
    void ended(long userId) {
        effects.add(() -> sessions.endAllOf(userId));
    }

    /** The user will be gone, and with them the database's knowledge of their sessions. */
    void leaving(long userId) {
        List<String> open = sessions.idsOf(userId);
        effects.add(() -> open.forEach(sessions::end));
    }

    /** The user stays signed in, with another role or login. */
    void changed(long userId) {
        effects.add(() -> sessions.refreshAllOf(userId));
    }

    /** To be called after the commit. */
    void takeEffect() {
        effects.forEach(Runnable::run);
        effects.clear();
    }
}
