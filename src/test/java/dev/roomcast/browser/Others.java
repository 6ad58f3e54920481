package dev.roomcast.browser;

import dev.roomcast.it.ApiClient;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Other people, who change files through another worker: a few files stay as they are, the others come, change and go. */
final class Others {

    /** Together with those that stay no more than one page of the list. */
    private static final int MOST = 8;

    private final ApiClient api;
    private final Random random;
    private final String beginning;
    private final List<String> ids = new ArrayList<>();
    private int changes;

    Others(ApiClient api, Random random, String beginning) {
        this.api = api;
        this.random = random;
        this.beginning = beginning;
    }

    /** A file that nobody touches; its id. */
    String createLasting(String name) {
        return create(beginning + name);
    }

    /** One change of one file. */
    void change() {
        changes++;
        int what = ids.isEmpty() ? 0 : random.nextInt(4);
        if (what == 0 && ids.size() < MOST) {
            ids.add(create(beginning + random.nextInt(1000)));
        } else if (what == 1) {
            api.delete("api/files/" + ids.remove(random.nextInt(ids.size()))).expect(204);
        } else if (what == 2) {
            api.post("api/files/" + any() + "/toggle").expect(200);
        } else {
            var note = Json.createObjectBuilder().add("note", "note " + random.nextInt(1000));
            api.send("PATCH", "api/files/" + any(), Optional.of(note.build()), Map.of())
                    .expect(200);
        }
    }

    /** How many changes there have been. */
    int changes() {
        return changes;
    }

    /** The list as the database has it: id, version, name and pin of each row. */
    List<String> list() {
        return api.get("api/files?sort=name&size=25&q=" + beginning).expect(200).json().getJsonArray("items").stream()
                .map(item -> (JsonObject) item)
                .map(file -> String.join(
                        " ",
                        file.get("id").toString(),
                        file.get("version").toString(),
                        file.getString("name"),
                        file.get("pinned").toString()))
                .toList();
    }

    private String any() {
        return ids.get(random.nextInt(ids.size()));
    }

    private String create(String name) {
        return api.post(
                        "api/files",
                        Json.createObjectBuilder().add("name", name).build())
                .expect(201)
                .id();
    }
}
