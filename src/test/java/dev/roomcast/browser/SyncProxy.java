package dev.roomcast.browser;

import dev.roomcast.it.ApiClient;
import dev.roomcast.it.NodeProgram;
import dev.roomcast.it.Worker;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Stands between pages and a worker, counts what each page asks, told apart by User-Agent, and swallows single events. */
final class SyncProxy implements AutoCloseable {

    /** What {@code counts} calls the question for proof of freshness. */
    static final String CHECK = "sync:check";

    private final NodeProgram program;
    private final URI root;

    SyncProxy(Worker worker) {
        program = NodeProgram.start("sync-proxy.mjs", worker.uri());
        root = URI.create(program.await("proxy"));
    }

    /** Where pages reach the worker through it. */
    URI root() {
        return root;
    }

    /** How often this page has asked this, such as {@code sync:check} or {@code GET /api/files}, since the start or {@link #reset()}. */
    int count(String who, String what) {
        return of(who).getInt(what, 0);
    }

    /** Everything that these pages have asked, whichever it was. */
    Map<String, Set<String>> asked(Iterable<String> pages) {
        JsonObject counts = counts();
        Map<String, Set<String>> asked = new HashMap<>();
        pages.forEach(page -> asked.put(page, section(counts, page).keySet()));
        return asked;
    }

    /** Whether each of these pages has asked this at least so often. */
    boolean allAsked(Iterable<String> pages, String what, int times) {
        JsonObject counts = counts();
        for (String page : pages) {
            if (section(counts, page).getInt(what, 0) < times) {
                return false;
            }
        }
        return true;
    }

    void reset() {
        control("reset");
    }

    /** The next change that is sent to this page gets lost. */
    void swallowNextChange(String who) {
        control("swallow?who=" + who);
    }

    private JsonObject of(String who) {
        return section(counts(), who);
    }

    private static JsonObject section(JsonObject counts, String who) {
        return counts.containsKey(who) ? counts.getJsonObject(who) : JsonValue.EMPTY_JSON_OBJECT;
    }

    private JsonObject counts() {
        return control("counts");
    }

    private JsonObject control(String what) {
        return ApiClient.anonymous(root).get("-/" + what).expect(200).json();
    }

    @Override
    public void close() {
        program.close();
    }
}
