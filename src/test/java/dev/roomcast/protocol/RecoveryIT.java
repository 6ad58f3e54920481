package dev.roomcast.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.it.ApiClient;
import dev.roomcast.it.Await;
import dev.roomcast.it.Cluster;
import dev.roomcast.it.Worker;
import dev.roomcast.protocol.RecoveringClient.Connected;
import jakarta.json.Json;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import redis.clients.jedis.Jedis;

/** The official client, cut off from one worker and recovered on another, over a real Redis. Workers end on the way: hence the order. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RecoveryIT {
    private static final Cluster CLUSTER = Cluster.shared();
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int HISTORY = 20;
    private static final String PREFIX = "recovery";

    private static Worker first;
    private static Worker second;
    private static Worker third;
    private static int names;

    @BeforeAll
    static void startWorkers() {
        first = plan().launch();
        second = plan().launch();
        third = plan().launch();
        List.of(first, second, third).forEach(Worker::awaitReady);
    }

    @AfterAll
    static void stopWorkers() {
        List.of(first, second, third).forEach(Worker::close);
    }

    private static Worker.Plan plan() {
        return CLUSTER.plan()
                .property("roomcast.redis.prefix", PREFIX)
                .property("roomcast.sync.history", String.valueOf(HISTORY))
                .property("roomcast.socket.recovery", "60000");
    }

    private static ApiClient admin(Worker worker) {
        return ApiClient.signIn(worker, Cluster.ADMIN, Cluster.ADMIN_PASSWORD);
    }

    /** Changes in two rooms in turn; what pages hear of them, in order. */
    private static List<String> change(ApiClient person, int times) {
        List<String> changes = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            String room = i % 2 == 0 ? "files" : "groups";
            var body = Json.createObjectBuilder().add("name", "recovery " + names++);
            changes.add(room + " "
                    + person.post("api/" + room, body.build()).expect(201).id());
        }
        return changes;
    }

    /** Waits until the state of a lost connection is in Redis. */
    private static void awaitKept(Connected lost) {
        try (Jedis redis = new Jedis(URI.create(CLUSTER.redisUri()))) {
            Await.until("its state is kept", SOON, () -> redis.exists(PREFIX + ":0:session:" + lost.secret()));
        }
    }

    private static String last(List<String> changes) {
        return changes.get(changes.size() - 1);
    }

    /** In two rooms, with an event heard. */
    private static Connected join(RecoveringClient client, ApiClient admin, Worker worker) {
        Connected connected = client.connect(worker);
        client.join("files", "groups");
        client.heardUpTo(last(change(admin, 1)));
        return connected;
    }

    @Test
    @Order(1)
    void aClientThatIsCutOffIsRecoveredOnAnotherWorkerOnce() {
        ApiClient admin = admin(first);
        try (RecoveringClient client = new RecoveringClient(admin)) {
            Connected before = join(client, admin, first);
            assertFalse(before.recovered());
            String claim = client.knows();
            client.cut();
            awaitKept(before);
            List<String> missed = change(admin, 7);

            Connected after = client.connect(second);
            assertTrue(after.recovered());
            assertEquals(before.id(), after.id());
            List<String> heard = new ArrayList<>(client.heardUpTo(last(missed)));
            List<String> live = change(admin, 2);
            heard.addAll(client.heardUpTo(live.get(0)));
            heard.addAll(heard.contains(live.get(1)) ? List.of() : client.heardUpTo(live.get(1)));
            missed.addAll(live);
            assertEquals(of("files", missed), of("files", heard));
            assertEquals(of("groups", missed), of("groups", heard));

            try (RecoveringClient thief = new RecoveringClient(admin)) {
                thief.claims(claim);
                Connected again = thief.connect(first);
                assertFalse(again.recovered(), "it was consumed");
                assertNotEquals(before.id(), again.id());
            }
        }
    }

    private static List<String> of(String room, List<String> changes) {
        return changes.stream().filter(change -> change.startsWith(room)).toList();
    }

    @Test
    @Order(2)
    void moreThanTheHistoryHoldsIsNotRecoveredAndJoiningAgainWorks() {
        ApiClient admin = admin(first);
        try (RecoveringClient client = new RecoveringClient(admin)) {
            Connected before = join(client, admin, first);
            client.cut();
            awaitKept(before);
            change(admin, 2 * (HISTORY + 1));
            // Nobody has followed the rooms there, so that its memory reaches no further back.
            assertAnotherConnection(client, before, third, admin);
        }
    }

    /** Not recovered, in no room, and able to join again. */
    private static void assertAnotherConnection(
            RecoveringClient client, Connected before, Worker worker, ApiClient admin) {
        Connected after = client.connect(worker);
        assertFalse(after.recovered());
        assertNotEquals(before.id(), after.id());
        assertNotEquals(before.secret(), after.secret());
        client.join("files");
        String change = last(change(admin, 1));
        assertEquals(List.of(change), client.heardUpTo(change));
    }

    @Test
    @Order(3)
    void anotherSignInIsAnotherVisitor() {
        ApiClient admin = admin(first);
        ApiClient leaving = admin(first);
        try (RecoveringClient client = new RecoveringClient(leaving)) {
            Connected before = join(client, admin, first);
            client.cut();
            awaitKept(before);
            leaving.delete("api/session").expect(204);
            client.becomes(admin);
            assertAnotherConnection(client, before, second, admin);
        }
    }

    @Test
    @Order(4)
    void claimsOfAnyKindAreOrdinaryConnectionsAndNoSecretIsLogged() {
        ApiClient admin = admin(first);
        List<String> secrets = new ArrayList<>();
        for (String claim : List.of(
                "[{\"a\":[1]},null]",
                "[\"" + "A".repeat(20) + "\",{\"a\":1}]",
                "[\"" + "A".repeat(20) + "\",\"" + "9".repeat(100_000) + "\"]",
                "[\"" + "A".repeat(100_000) + "\",\"x\"]",
                "[\"../../../../../..//x\",7]")) {
            try (RecoveringClient client = new RecoveringClient(admin)) {
                client.claims(claim);
                Connected connected = client.connect(first);
                assertFalse(connected.recovered());
                secrets.add(connected.secret());
            }
        }
        String log = first.log();
        assertFalse(log.contains("Exception"), log);
        secrets.forEach(secret -> assertFalse(secret.isEmpty() || log.contains(secret), "a pid in the log"));
    }

    @Test
    @Order(5)
    void aWorkerThatStopsHandsItsClientsOver() {
        ApiClient admin = admin(second);
        try (RecoveringClient client = new RecoveringClient(admin)) {
            Connected before = join(client, admin, first);
            first.stop();
            client.awaitGone();
            awaitKept(before);
            List<String> missed = change(admin, 1);
            Connected after = client.connect(second);
            assertTrue(after.recovered());
            assertEquals(before.id(), after.id());
            assertEquals(missed, client.heardUpTo(last(missed)));
        }
    }

    @Test
    @Order(6)
    void aWorkerThatIsKilledKeepsNothing() {
        ApiClient admin = admin(third);
        try (RecoveringClient client = new RecoveringClient(admin)) {
            Connected before = join(client, admin, second);
            second.kill();
            client.awaitGone();
            assertAnotherConnection(client, before, third, admin);
        }
    }
}
