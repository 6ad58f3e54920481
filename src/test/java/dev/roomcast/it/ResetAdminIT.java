package dev.roomcast.it;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What an operator does who has lost the administrator's password. */
class ResetAdminIT {
    private static final Pattern PASSWORD = Pattern.compile("Roomcast administrator: login admin, password (\\S+)");

    @Test
    void theFirstPasswordIsRandomAndToBeChangedAndSoIsTheOneAfterAReset() throws IOException {
        Path directory = Files.createTempDirectory("roomcast-reset-");
        try {
            String first;
            ApiClient before;
            try (Worker worker = plan(directory).start()) {
                first = printed(worker);
                before = ApiClient.signIn(worker, Cluster.ADMIN, first);
                assertMustChange(before);
            }
            try (Worker worker = plan(directory).start()) {
                assertFalse(PASSWORD.matcher(worker.log()).find(), "printed once");
                before.on(worker).get("api/session").expect(200);
            }
            try (Worker worker =
                    plan(directory).property("roomcast.admin.reset", "true").start()) {
                String second = printed(worker);
                assertFalse(second.equals(first));
                before.on(worker).get("api/session").expect(401);
                ApiClient.anonymous(worker)
                        .post("api/session", credentials(first))
                        .expect(401);
                assertMustChange(ApiClient.signIn(worker, Cluster.ADMIN, second));
            }
        } finally {
            Directories.delete(directory);
        }
    }

    /** Whoever looks at the users on another worker at that moment sees them as they are. */
    @Test
    void aResetIsHeardOnTheOtherWorkers() {
        try (Cluster cluster = Cluster.start()) {
            cluster.editor();
            cluster.sql("update app_user set role = 'administrator' where login = 'editor'");
            ApiClient other = ApiClient.signIn(cluster.first(), "editor", Cluster.ADMIN_PASSWORD);
            try (Page page = Page.open(other, cluster.first())) {
                assertTrue(page.join("users").getBoolean("ok"));
                Worker.Plan plan = cluster.plan().property("roomcast.admin.reset", "true");
                try (Worker resetting = plan.start()) {
                    assertTrue(resetting.isAlive());
                    page.awaitChange("users:changed", "1");
                }
            }
        }
    }

    private static void assertMustChange(ApiClient admin) {
        assertTrue(admin.get("api/session").expect(200).json().getBoolean("mustChangePassword"));
        admin.get("api/files").expect(403);
    }

    private static Worker.Plan plan(Path directory) {
        return Worker.roomcast().property("roomcast.db.url", "jdbc:h2:file:" + directory.resolve("database"));
    }

    private static String printed(Worker worker) {
        Matcher line = PASSWORD.matcher(worker.log());
        assertTrue(line.find(), "no password was printed");
        return line.group(1);
    }

    private static JsonObject credentials(String password) {
        return Json.createObjectBuilder()
                .add("login", Cluster.ADMIN)
                .add("password", password)
                .build();
    }
}
