package dev.roomcast.files.content;

import dev.roomcast.platform.workers.Housekeeping;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Deletes what uploads and transactions that ended badly have left, once after the start and then daily: parts older than a
 * day, and contents older than an hour that no file has. Touches only names of our own form.
 */
@ApplicationScoped
public class ContentSweep {
    private static final System.Logger LOG = System.getLogger(ContentSweep.class.getName());
    private static final Duration BETWEEN = Duration.ofDays(1);
    private static final Duration PARTS_LIVE = Duration.ofDays(1);
    private static final Duration CONTENTS_MAY_WAIT = Duration.ofHours(1);
    /** How many names the database is asked about at once. */
    private static final int BATCH = 500;

    @Inject
    private ContentStore store;

    @Inject
    private ContentService contents;

    private volatile Instant last = Instant.EPOCH;

    void onHousekeeping(@Observes Housekeeping now) {
        if (last.plus(BETWEEN).isBefore(now.at())) {
            last = now.at();
            sweep(now.at());
        }
    }

    private void sweep(Instant now) {
        Path root = store.root();
        try {
            int deleted = sweepParts(root.resolve(ContentStore.INCOMING), now.minus(PARTS_LIVE));
            for (Path folder : entries(root, "[0-9a-f][0-9a-f]")) {
                deleted += sweepContents(folder, now.minus(CONTENTS_MAY_WAIT));
            }
            if (deleted > 0) {
                LOG.log(System.Logger.Level.INFO, "{0} contents without a file were deleted", deleted);
            }
        } catch (NoSuchFileException nothingKeptYet) {
            LOG.log(System.Logger.Level.DEBUG, "no contents in {0}", root);
        } catch (IOException | UncheckedIOException unreadable) {
            LOG.log(System.Logger.Level.WARNING, "the files directory cannot be read: {0}", unreadable.getMessage());
        }
    }

    private static int sweepParts(Path incoming, Instant before) throws IOException {
        int deleted = 0;
        if (Files.isDirectory(incoming)) {
            for (Path part : olderThan(before, entries(incoming, ContentStore.NAME + "\\" + ContentStore.PART))) {
                ContentStore.delete(part);
                deleted++;
            }
        }
        return deleted;
    }

    private int sweepContents(Path folder, Instant before) throws IOException {
        int deleted = 0;
        List<Path> old = olderThan(before, entries(folder, ContentStore.NAME));
        for (int from = 0; from < old.size(); from += BATCH) {
            List<Path> some = old.subList(from, Math.min(old.size(), from + BATCH));
            Set<String> used =
                    contents.used(some.stream().map(ContentSweep::name).toList());
            for (Path content : some) {
                if (!used.contains(name(content))) {
                    ContentStore.delete(content);
                    deleted++;
                }
            }
        }
        return deleted;
    }

    private static List<Path> entries(Path directory, String form) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> all =
                Files.newDirectoryStream(directory, entry -> name(entry).matches(form))) {
            all.forEach(entries::add);
        }
        return entries;
    }

    private static List<Path> olderThan(Instant before, List<Path> files) throws IOException {
        List<Path> old = new ArrayList<>();
        for (Path file : files) {
            try {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    old.add(file);
                }
            } catch (NoSuchFileException anotherWorkerWasFaster) {
                LOG.log(System.Logger.Level.DEBUG, "gone already: {0}", file);
            }
        }
        return old;
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
