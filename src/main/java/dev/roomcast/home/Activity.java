package dev.roomcast.home;

import dev.roomcast.sync.Change;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;

/** One change, as the home page tells it. */
@Entity
@Table(name = "activity")
public class Activity {
    private static final int LONGEST_NAME = 255;

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "activity_seq")
    @SequenceGenerator(name = "activity_seq", sequenceName = "activity_seq", allocationSize = 1)
    private long id;

    private Instant at = Instant.EPOCH;
    private String login = "";
    private String topic = "";
    private String reason = "";

    @Column(name = "record_id")
    private String recordId = "";

    private String name = "";

    /** For the entity manager only. */
    protected Activity() {}

    Activity(Instant at, String login, Change change) {
        this.at = at;
        this.login = login;
        topic = change.topic();
        reason = change.reason().wire();
        recordId = change.id();
        name = nameIn(change);
    }

    private static String nameIn(Change change) {
        String name = change.data() instanceof Map<?, ?> data && data.get("name") instanceof String text ? text : "";
        return name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }

    ActivityView view() {
        return new ActivityView(at, login, topic, reason, recordId, name);
    }
}
