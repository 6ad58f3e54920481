package dev.roomcast.platform.database;

import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.time.Instant;

/** What every entity has: a version against lost updates, and who made and changed it when. */
@MappedSuperclass
public abstract class Tracked {
    @Version
    private long version;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt = Instant.EPOCH;

    @Column(name = "created_by", updatable = false)
    private String createdBy = "";

    @Column(name = "changed_at")
    private Instant changedAt = Instant.EPOCH;

    @Column(name = "changed_by")
    private String changedBy = "";

    /** What names it for ever; 0 until it is kept. */
    public abstract long id();

    /** What people call it. */
    public abstract String name();

    /** To be called once, on a new entity. */
    public void created(String by, Instant at) {
        createdBy = by;
        createdAt = at;
        changed(by, at);
    }

    /** To be called with each change. */
    public void changed(String by, Instant at) {
        changedBy = by;
        changedAt = at;
    }

    public long version() {
        return version;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public String createdBy() {
        return createdBy;
    }

    public Instant changedAt() {
        return changedAt;
    }

    public String changedBy() {
        return changedBy;
    }
}
