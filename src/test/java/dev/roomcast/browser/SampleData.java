package dev.roomcast.browser;

import dev.roomcast.it.ApiClient;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;

/** A small organisation's records, as a person would find them: names of all lengths, in two scripts, with gaps. */
final class SampleData {

    /** Whose dialogs the tests open. */
    static final String REPORT = "Annual report 2025.pdf";

    static final String PHOTO = "Team photo.png";

    private final ApiClient api;

    private SampleData(ApiClient api) {
        this.api = api;
    }

    /** Creates all of it, as this administrator. */
    static void createBy(ApiClient api) {
        new SampleData(api).create();
    }

    private void create() {
        long archive = group("Archive", "Keeps what others would lose");
        long field = group("Полевая группа", "Записи с выездов");
        group("Guests", "");
        long anna = user("anna.weber", "Anna Weber", "editor", archive);
        long pavel = user("p.sokolov", "Павел Соколов", "editor", field);
        user("m.tanaka", "Mei Tanaka-Oppenheimer of the Long Surname", "viewer", field);
        long interviews = category("Interviews", "#0e7490", 3650);
        long hearings = category("Заседания", "#9333ea", 1825);
        long plans = category("Floor plans and everything drawn to scale", "#b45309", 0);
        long first = registrator("Recorder 7", "ZX-0007-2024", anna);
        long second = registrator("Диктофон, зал 2", "РД-114", pavel);
        save(file(REPORT, "application/pdf")
                .add("size", 2_411_724)
                .add("pinned", true)
                .add("ownerId", anna));
        save(file(PHOTO, "image/png").add("ownerId", anna).add("note", "At the summer party"));
        save(file("Interview with the founder.mp3", "audio/mpeg")
                .add("size", 48_233_981)
                .add("categoryId", interviews)
                .add("registratorId", first)
                .add("recordedAt", "2026-03-14T09:30:00Z"));
        save(file("Протокол собрания.txt", "text/plain")
                .add("size", 18_211)
                .add("categoryId", hearings)
                .add("registratorId", second)
                .add("ownerId", pavel)
                .add("note", "Черновик, ещё не подписан"));
        save(file("Floor plan, second floor.svg", "image/svg+xml")
                .add("size", 912_003)
                .add("categoryId", plans));
        save(
                file(
                                "A name so long that no column of a reasonable table could ever hold the whole of it.docx",
                                "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
                        .add("size", 1_230)
                        .add(
                                "note",
                                "And a note that goes on and on, because people write what they have to say where they are asked"));
        for (int n = 1; n <= 24; n++) {
            save(file(String.format("Hearing of March, part %02d.ogg", n), "audio/ogg")
                    .add("size", 900_000 + n * 37_511)
                    .add("categoryId", hearings)
                    .add("registratorId", n % 2 == 0 ? first : second)
                    .add("recordedAt", String.format("2026-03-%02dT14:05:00Z", n)));
        }
    }

    private long group(String name, String description) {
        return create("groups", Json.createObjectBuilder().add("name", name).add("description", description));
    }

    private long user(String login, String fullName, String role, long group) {
        return create(
                "users",
                Json.createObjectBuilder()
                        .add("login", login)
                        .add("fullName", fullName)
                        .add("role", role)
                        .add("groupId", group)
                        .add("password", "long enough for anybody"));
    }

    private long category(String name, String colour, int days) {
        var category = Json.createObjectBuilder().add("name", name).add("colour", colour);
        return create("categories", days > 0 ? category.add("retentionDays", days) : category);
    }

    private long registrator(String name, String serialNumber, long user) {
        return create(
                "registrators",
                Json.createObjectBuilder()
                        .add("name", name)
                        .add("serialNumber", serialNumber)
                        .add("userId", user));
    }

    private static JsonObjectBuilder file(String name, String mediaType) {
        return Json.createObjectBuilder().add("name", name).add("mediaType", mediaType);
    }

    private void save(JsonObjectBuilder file) {
        create("files", file);
    }

    private long create(String topic, JsonObjectBuilder draft) {
        return Long.parseLong(
                api.post("api/" + topic, draft.build()).expect(201).id());
    }
}
