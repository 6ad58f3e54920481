package dev.roomcast.it;

import dev.roomcast.sync.Change;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Inside the server: the identifiers of the changes heard after a successful commit. */
@ApplicationScoped
public class Heard {

    private final List<String> ids = new CopyOnWriteArrayList<>();

    void afterCommit(@Observes(during = TransactionPhase.AFTER_SUCCESS) Change change) {
        ids.add(change.id());
    }

    public boolean hears(String id) {
        return ids.contains(id);
    }
}
