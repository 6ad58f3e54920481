package dev.roomcast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.Json;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * A page that is opened while something changes is never stale: list, join, commit and event in every order, with the answers of list and
 * room on their way for long, the change made on the page's worker and on another. The pages are the application's own modules under Node;
 * an event reaches their worker when the test lets the bus through, not by luck.
 */
class OpeningRaceIT {

    private static final int PAGES = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @Test
    void aPageOpenedAroundACommitAndItsEventIsNeverStale() {
        Cluster cluster = Cluster.shared();
        ApiClient admin = cluster.admin();
        var file = Json.createObjectBuilder().add("name", "raced").build();
        String id = admin.post("api/files", file).expect(201).id();
        var named = Json.createObjectBuilder().add("name", "race-" + id).build();
        admin.send("PATCH", "api/files/" + id, Optional.of(named), java.util.Map.of())
                .expect(200);

        int redis = cluster.redis().port();
        Object[] arguments = {cluster.first().uri(), redis, admin.cookie(), "race-" + id, PAGES};
        try (NodeProgram pages = NodeProgram.start("race.mjs", arguments);
                Worker behindTheGate = cluster.plan()
                        .property("roomcast.redis.uri", "redis://127.0.0.1:" + pages.await("bus"))
                        .start()) {
            pages.tell(behindTheGate.uri());
            assertEquals(Optional.of(0), pages.awaitEnd(PATIENCE), pages::said);
            System.out.println(pages.said().lines().skip(1).findFirst().orElseThrow());
        }
    }
}
