package dev.roomcast.files;

import dev.roomcast.platform.database.Tracked;
import dev.roomcast.platform.registry.NameKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file of the registry. Its content is kept in a directory, under the name that stands here. */
@Entity
@Table(name = "file")
public class FileRecord extends Tracked {
    static final int NAME_LENGTH = 255;

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "file_seq")
    @SequenceGenerator(name = "file_seq", sequenceName = "file_seq", allocationSize = 1)
    private long id;

    private String name = "";

    @Column(name = "name_key")
    private String nameKey = "";

    @Column(name = "media_type")
    private String mediaType = "";

    private long size;
    private String note = "";
    private boolean pinned;

    @ManyToOne
    private @Nullable CategoryOfFile category;

    @ManyToOne
    private @Nullable RegistratorOfFile registrator;

    @ManyToOne
    private @Nullable OwnerOfFile owner;

    @Column(name = "recorded_at")
    private @Nullable Instant recordedAt;

    @Column(name = "uploaded_at")
    private @Nullable Instant uploadedAt;

    private @Nullable String sha256;
    private @Nullable String content;

    /** Takes over what a user has written. The size is the content's own as soon as there is content. */
    void edit(FileDraft draft) {
        name = draft.name();
        nameKey = NameKey.of(name, NAME_LENGTH);
        mediaType = draft.mediaType();
        size = content == null ? draft.size() : size;
        note = draft.note();
        pinned = draft.pinned();
        recordedAt = draft.recordedAt();
    }

    /** Sets what the file refers to. */
    void assign(
            @Nullable CategoryOfFile toCategory,
            @Nullable RegistratorOfFile toRegistrator,
            @Nullable OwnerOfFile toOwner) {
        category = toCategory;
        registrator = toRegistrator;
        owner = toOwner;
    }

    void toggle() {
        pinned = !pinned;
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

    /** In bytes. */
    long size() {
        return size;
    }

    String note() {
        return note;
    }

    boolean pinned() {
        return pinned;
    }

    @Nullable
    CategoryOfFile category() {
        return category;
    }

    @Nullable
    RegistratorOfFile registrator() {
        return registrator;
    }

    @Nullable
    OwnerOfFile owner() {
        return owner;
    }

    @Nullable
    Instant recordedAt() {
        return recordedAt;
    }

    /** When the content came; null while there is none. */
    @Nullable
    Instant uploadedAt() {
        return uploadedAt;
    }

    /** Of the content, as hexadecimal digits; null while there is none. */
    @Nullable
    String sha256() {
        return sha256;
    }

    /** What the content is called in the directory of contents; empty while there is none. */
    Optional<String> content() {
        return Optional.ofNullable(content);
    }
}
