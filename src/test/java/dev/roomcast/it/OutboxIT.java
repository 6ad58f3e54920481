package dev.roomcast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.Json;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The table of the outbox between two workers: what a dead one left goes out once, and nothing stays behind. */
class OutboxIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    private static Cluster cluster;
    private static ApiClient admin;

    @BeforeAll
    static void signIn() {
        cluster = Cluster.shared();
        admin = cluster.admin();
    }

    @Test
    void whatADeadWorkerLeftIsPublishedOnceByAnother() {
        String id = UUID.randomUUID().toString();
        try (Page here = Page.open(admin, cluster.first());
                Page there = Page.open(admin, cluster.second())) {
            here.join("files");
            there.join("files");
            leave(id, "cast(extract(epoch from current_timestamp) * 1000 as bigint) - 10000");
            var change = here.awaitChange("files:changed", id);
            assertEquals("{\"n\":1}", change.getJsonObject("data").toString());
            assertEquals(4711, change.getInt("worker"));
            assertEquals(change, there.awaitChange("files:changed", id));
            awaitEmpty();
            String later = create("after the dead one");
            here.awaitChange("files:changed", later);
            there.awaitChange("files:changed", later);
            assertEquals(1, count(here, id));
            assertEquals(1, count(there, id));
        }
    }

    @Test
    void whatALivingWorkerOwnsIsLeftToIt() {
        String id = UUID.randomUUID().toString();
        try (Page page = Page.open(admin, cluster.second())) {
            page.join("files");
            leave(id, "cast(extract(epoch from current_timestamp) * 1000 as bigint) + 2000");
            page.awaitChange("files:changed", create("goes out at once"));
            assertEquals(0, count(page, id));
            assertEquals(1, cluster.sql("delete from outbox where event_id = '" + id + "'"));
        }
    }

    @Test
    void aChangeThatIsRefusedLeavesNoEvent() {
        try (Page page = Page.open(admin, cluster.first())) {
            page.join("categories");
            String name = "category " + UUID.randomUUID();
            String id = admin.post("api/categories", named(name)).expect(201).id();
            admin.post("api/categories", named(name)).expect(409);
            awaitEmpty();
            String last = admin.post("api/categories", named(name + " too"))
                    .expect(201)
                    .id();
            page.awaitChange("categories:changed", last);
            assertEquals(1, count(page, "categories", id));
            assertEquals(
                    2,
                    page.changes("categories").stream()
                            .filter(change -> change.toString().contains(name))
                            .count());
        }
    }

    /** A row as a worker that is no more has left it. */
    private static void leave(String id, String ownedAt) {
        cluster.sql("insert into outbox (event_id, topic, reason, element_id, data, weight, worker, writer, owner,"
                + " owned_at)"
                + " values ('" + id + "', 'files', 'updated', '" + id + "', '{\"n\":1}', 7, 4711, 'nobody', 'nobody', "
                + ownedAt
                + ")");
    }

    private static void awaitEmpty() {
        // A statement that concerns every row and changes none.
        Await.until("the table is empty", SOON, () -> cluster.sql("update outbox set weight = weight") == 0);
    }

    private static long count(Page page, String id) {
        return count(page, "files", id);
    }

    private static long count(Page page, String topic, String id) {
        return page.changes(topic).stream()
                .filter(change -> change.getString("id").equals(id))
                .count();
    }

    private static String create(String name) {
        return admin.post("api/files", named(name)).expect(201).id();
    }

    private static jakarta.json.JsonObject named(String name) {
        return Json.createObjectBuilder().add("name", name).build();
    }
}
