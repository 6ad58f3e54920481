package dev.roomcast.platform.registry;

import dev.roomcast.platform.database.Tracked;
import dev.roomcast.platform.security.CurrentRequest;
import dev.roomcast.sync.Change;
import dev.roomcast.sync.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;

/** Fires the changes of records, inside of their transactions and on request threads. */
@ApplicationScoped
public class RecordChanges {
    @Inject
    private CurrentRequest request;

    @Inject
    private Event<Change> changes;

    /** Tells what a record is called, and from which page the change came, so that it does not come back there. */
    public void fire(String topic, Reason reason, Tracked record) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("name", record.name());
        request.syncOrigin().ifPresent(origin -> data.put("origin", origin));
        changes.fire(new Change(topic, reason, Long.toString(record.id()), data));
    }

    /** Tells a topic that its lists show something of another topic that has changed. */
    void fireConsequence(String topic, String cause) {
        changes.fire(new Change(topic, Reason.UPDATED, "", Map.of("cause", cause)));
    }
}
