package dev.roomcast.files.content;

import dev.roomcast.platform.database.Tracked;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A file's row as far as its contents are concerned. */
@Entity
@Table(name = "file")
public class ContentRecord extends Tracked {
    @Id
    private long id;

    @Column(insertable = false, updatable = false)
    private String name = "";

    @Column(name = "media_type")
    private String mediaType = "";

    private long size;

    @Column(name = "uploaded_at")
    private @Nullable Instant uploadedAt;

    private @Nullable String sha256;
    private @Nullable String content;

    /** Takes other contents, and returns the name of those before. */
    @Nullable
    String replace(Incoming incoming, @Nullable String type, Instant at) {
        String before = content;
        content = incoming.name();
        size = incoming.size();
        sha256 = incoming.sha256();
        mediaType = type == null ? mediaType : type;
        uploadedAt = at;
        return before;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public String name() {
        return name;
    }

    String mediaType() {
        return mediaType;
    }

    long size() {
        return size;
    }

    @Nullable
    String sha256() {
        return sha256;
    }

    @Nullable
    String content() {
        return content;
    }
}
