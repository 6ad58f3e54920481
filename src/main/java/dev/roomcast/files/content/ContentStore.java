package dev.roomcast.files.content;

import dev.roomcast.files.ContentDropped;
import dev.roomcast.platform.Settings;
import dev.roomcast.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Contents as files below the files directory: {@code <xx>/<name>} by the first two digits of a random name, and {@code
 * incoming/<name>.part} while they arrive. Nothing that a user says becomes part of a path. Safe for all threads and for
 * workers that share the directory.
 */
@ApplicationScoped
public class ContentStore {
    static final String INCOMING = "incoming";
    static final String PART = ".part";
    static final String NAME = "[0-9a-f]{32}";

    private static final System.Logger LOG = System.getLogger(ContentStore.class.getName());
    private static final int BUFFER = 64 * 1024;
    /** With less room than this, in bytes, a failed write is put down to the full disk. */
    private static final long FULL = 1024 * 1024;

    private final SecureRandom random = new SecureRandom();

    @Inject
    private Settings settings;

    Path root() {
        return settings.get(Settings.FILES_DIR).toAbsolutePath();
    }

    /** Where contents are kept. */
    Path path(String name) {
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException("not the name of contents");
        }
        return root().resolve(name.substring(0, 2)).resolve(name);
    }

    /**
     * Streams a body to the disk, where it is complete and durable afterwards. Leaves nothing when it fails: 413 for too
     * many bytes, 400 when the client went away in the middle, 507 when the disk is full.
     *
     * @param declared how many bytes the client said it would send; -1 when it did not
     */
    Incoming receive(InputStream body, long declared) {
        long most = settings.get(Settings.FILES_MAX_SIZE);
        requireAllowed(declared, most);
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        String name = HexFormat.of().formatHex(bytes);
        Path part = root().resolve(INCOMING).resolve(name + PART);
        try {
            Incoming incoming = write(body, declared, most, part, name);
            Path kept = path(name);
            Files.createDirectories(kept.getParent());
            Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE);
            return incoming;
        } catch (IOException failed) {
            delete(part);
            throw isFull() ? ProblemException.of(507, "disk-full") : new UncheckedIOException(failed);
        } catch (ProblemException refused) {
            delete(part);
            throw refused;
        }
    }

    private static Incoming write(InputStream body, long declared, long most, Path part, String name)
            throws IOException {
        Files.createDirectories(part.getParent());
        MessageDigest digest = sha256();
        long size = 0;
        try (FileChannel file = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = read(body, buffer); read >= 0; read = read(body, buffer)) {
                size += read;
                requireAllowed(size, most);
                digest.update(buffer, 0, read);
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
            }
            // Some servers end the stream quietly when the client goes away.
            if (declared >= 0 && declared != size) {
                throw ProblemException.of(400, "upload-cut");
            }
            file.force(true);
        }
        return new Incoming(name, size, HexFormat.of().formatHex(digest.digest()));
    }

    private static int read(InputStream body, byte[] buffer) {
        try {
            return body.read(buffer);
        } catch (IOException clientGone) {
            throw ProblemException.of(400, "upload-cut");
        }
    }

    private static void requireAllowed(long size, long most) {
        if (size > most) {
            throw ProblemException.of(413, "too-large", most);
        }
    }

    private boolean isFull() {
        try {
            return Files.getFileStore(root()).getUsableSpace() < FULL;
        } catch (IOException unknown) {
            return false;
        }
    }

    /** Deletes what its transaction has given up. Only the file: this is no time for the database. */
    void onDropped(@Observes(during = TransactionPhase.AFTER_SUCCESS) ContentDropped dropped) {
        drop(dropped.content());
    }

    void drop(String name) {
        delete(path(name));
    }

    /** What cannot be deleted now is found again by the {@link ContentSweep}. */
    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            LOG.log(System.Logger.Level.WARNING, "contents could not be deleted: {0}", stays.getMessage());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
