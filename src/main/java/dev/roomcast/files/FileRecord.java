package dev.roomcast.files;

import dev.roomcast.platform.database.Tracked;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;

/** A file of the registry, apart from its contents. */
@Entity
@Table(name = "file")
public class FileRecord extends Tracked {
    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "file_seq")
    @SequenceGenerator(name = "file_seq", sequenceName = "file_seq", allocationSize = 1)
    private long id;

    private String name = "";

    @Column(name = "media_type")
    private String mediaType = "";

    private long size;
    private String note = "";
    private boolean pinned;

    /** Takes over what a user has written. */
    void edit(FileDraft draft) {
        name = draft.name();
        mediaType = draft.mediaType();
        size = draft.size();
        note = draft.note();
        pinned = draft.pinned();
    }

    void toggle() {
        pinned = !pinned;
    }

    long id() {
        return id;
    }

    String name() {
        return name;
    }

    String mediaType() {
        return mediaType;
    }

    long size() {
        return size;
    }

    String note() {
        return note;
    }

    boolean pinned() {
        return pinned;
    }
}
