package dev.roomcast.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roomcast.it.Await;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The cluster with its pages, and the promise: after a fault has ended every page equals the database, with no reload, and every event was delivered
 * in order, replayed, or flagged. One for all tests of a JVM.
 */
final class FaultBench implements AutoCloseable {
    /** What the promise says. It is printed, not demanded: other work on the machine makes times long. */
    private static final Duration PROMISED = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String BEGINNING = "fault-";
    static final int PAGES = 24;
    /** Entries of a diary, and events, that a failure tells. */
    private static final int EVIDENCE = 60;

    private static final int CHANGES_PER_SECOND = 12;

    private final FaultCluster cluster = new FaultCluster();
    private final FaultPages pages = new FaultPages(cluster, "files?size=500&q=" + BEGINNING, PAGES);
    private final Published published = new Published(cluster, FaultPages.ROOM);
    private final List<Diary> diaries = new ArrayList<>();

    private FaultBench() {
        for (int n = 0; n < PAGES; n++) {
            diaries.add(new Diary(published::at, published::between));
        }
    }

    static FaultBench shared() {
        return Shared.BENCH;
    }

    FaultCluster cluster() {
        return cluster;
    }

    FaultPages pages() {
        return pages;
    }

    Published published() {
        return published;
    }

    /** Changes on all workers until it is closed. */
    Load load() {
        return load(new Random(1));
    }

    Load load(Random random) {
        return new Load(cluster, BEGINNING, true, CHANGES_PER_SECOND, random);
    }

    /** Changes without deletions, of files whose names begin like this. */
    Load load(String name) {
        return new Load(cluster, BEGINNING + name, false, CHANGES_PER_SECOND, new Random(1));
    }

    static String beginning(String name) {
        return BEGINNING + name;
    }

    /** Makes one file on a worker; its id. */
    long create(Seat seat) {
        JsonObject file =
                Json.createObjectBuilder().add("name", BEGINNING + "one").build();
        return Long.parseLong(cluster.admin()
                .on(seat.worker())
                .post("api/files", file)
                .expect(201)
                .id());
    }

    /** The pages that come by a worker's door. */
    Stream<FaultPages.View> pagesOf(Seat seat) {
        List<FaultPages.View> views = pages.look();
        return IntStream.range(0, PAGES)
                .filter(page -> page % FaultCluster.WORKERS == seat.number())
                .mapToObj(views::get);
    }

    /** To be called when the fault has ended and nobody changes anything: waits until all is right again, and looks at how it became so. */
    void assertKept(String after) {
        long start = System.nanoTime();
        try {
            Await.until("every page is right after " + after, PATIENCE, this::isSettled);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + difference(), e);
        }
        long ms = Duration.ofNanos(System.nanoTime() - start).toMillis();
        String verdict = ms <= PROMISED.toMillis() ? "" : " LATE";
        System.out.println("after " + after + ": all pages right within " + ms + " ms" + verdict);
        assertEquals(List.of(), violations(), () -> "after " + after);
    }

    /** What the pages' diaries tell of events that were lost, doubled or out of order since the last time. */
    List<String> violations() {
        published.sweep();
        List<String> violations = new ArrayList<>();
        List<JsonArray> told = pages.diaries();
        for (int n = 0; n < told.size(); n++) {
            List<String> found = diaries.get(n).read(told.get(n));
            for (String violation : found) {
                violations.add("page " + n + ": " + violation);
            }
            if (!found.isEmpty()) {
                violations.add("page " + n + " tells at last: " + last(told.get(n)));
            }
        }
        if (!violations.isEmpty()) {
            violations.add("published at last: "
                    + last(published.all().stream()
                            .map(event -> event.previous() + " < " + event.seq() + " of " + event.id())
                            .toList()));
        }
        return violations;
    }

    private static List<?> last(List<?> all) {
        return all.subList(Math.max(0, all.size() - EVIDENCE), all.size());
    }

    /** Events that pages have received, all together. */
    int received() {
        return diaries.stream().mapToInt(Diary::events).sum();
    }

    private boolean isSettled() {
        // What is published from here on would be on its way to some pages while diaries are read.
        if (!cluster.isOutboxEmpty()) {
            return false;
        }
        String truth = truth();
        Optional<Published.Place> place = published.place();
        return place.isPresent()
                && pages.look().stream().allMatch(page -> isRight(page, truth, place.get()))
                && pages.sentUpTo().stream().allMatch(place.get()::equals);
    }

    private static boolean isRight(FaultPages.View page, String truth, Published.Place place) {
        return page.live()
                && page.quiet()
                && page.shown().equals(truth)
                && page.place().equals(place);
    }

    private String difference() {
        String truth = truth();
        Optional<Published.Place> place = published.place();
        StringBuilder told = new StringBuilder("the room is at " + place + "\nright is " + truth);
        told.append("\nthe outbox is ").append(cluster.isOutboxEmpty() ? "empty" : "not empty");
        told.append("\nsent to each page up to ").append(pages.sentUpTo());
        List<FaultPages.View> views = pages.look();
        for (int n = 0; n < views.size(); n++) {
            FaultPages.View page = views.get(n);
            if (place.isEmpty() || !isRight(page, truth, place.get())) {
                told.append("\npage ").append(n).append(" is wrong: ").append(page);
            }
        }
        return told.toString();
    }

    /** As a page says what it shows. */
    private String truth() {
        return cluster.files(BEGINNING).entrySet().stream()
                .map(file -> file.getKey() + ":" + file.getValue())
                .sorted()
                .collect(Collectors.joining(","));
    }

    @Override
    public void close() {
        pages.close();
        published.close();
        cluster.close();
    }

    private static final class Shared {
        static final FaultBench BENCH = new FaultBench();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(BENCH::close));
        }
    }
}
