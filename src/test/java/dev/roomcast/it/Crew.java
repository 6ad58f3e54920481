package dev.roomcast.it;

import jakarta.json.Json;
import jakarta.json.JsonObject;

/**
 * One person of each role, signed in on the first of two workers, which may be one and the same.
 */
record Crew(ApiClient admin, ApiClient editor, ApiClient viewer, Worker first, Worker second) {
    private static final String FIRST_PASSWORD = "given by somebody";

    static Crew of(Cluster cluster) {
        return new Crew(cluster.admin(), cluster.editor(), cluster.viewer(), cluster.first(), cluster.second());
    }

    /** On a worker that has nobody but its administrator yet. */
    static Crew of(Worker worker) {
        ApiClient admin = ApiClient.signIn(worker, Cluster.ADMIN, Cluster.ADMIN_PASSWORD);
        return new Crew(admin, hired(worker, admin, "editor"), hired(worker, admin, "viewer"), worker, worker);
    }

    private static ApiClient hired(Worker worker, ApiClient admin, String role) {
        JsonObject user = Json.createObjectBuilder()
                .add("login", role)
                .add("fullName", role)
                .add("role", role)
                .add("password", FIRST_PASSWORD)
                .build();
        admin.post("api/users", user).expect(201);
        JsonObject change = Json.createObjectBuilder()
                .add("current", FIRST_PASSWORD)
                .add("password", Cluster.ADMIN_PASSWORD)
                .build();
        ApiClient.signIn(worker, role, FIRST_PASSWORD)
                .post("api/session/password", change)
                .expect(204);
        return ApiClient.signIn(worker, role, Cluster.ADMIN_PASSWORD);
    }
}
