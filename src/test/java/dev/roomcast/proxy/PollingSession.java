package dev.roomcast.proxy;

import dev.roomcast.it.ApiClient;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** An Engine.IO session over long polling, request by request; each may come by a connection of its own. */
final class PollingSession {
    private static final String PATH = "socket.io/?EIO=4&transport=polling";

    private final ApiClient person;
    private final String sid;

    private PollingSession(ApiClient person, String sid) {
        this.person = person;
        this.sid = sid;
    }

    /** Opens a session, nothing more. */
    static PollingSession open(ApiClient person) {
        String packet = person.get(PATH).expect(200).body();
        return new PollingSession(person, packet.replaceFirst("(?s)^0\\{\"sid\":\"([^\"]+)\".*$", "$1"));
    }

    /** Connects to the namespace of pages and joins a room. */
    PollingSession join(String room) {
        say("40").expect(200);
        until("40{");
        say("420[\"join\",\"" + room + "\"]").expect(200);
        until("430");
        return this;
    }

    String sid() {
        return sid;
    }

    ApiClient.Answer say(String packets) {
        return person.send("POST", PATH + "&sid=" + sid, packets, Map.of("Content-Type", "text/plain;charset=UTF-8"));
    }

    ApiClient.Answer poll() {
        return person.get(PATH + "&sid=" + sid);
    }

    /** A poll that the server may hold. */
    CompletableFuture<ApiClient.Answer> hold() {
        return CompletableFuture.supplyAsync(this::poll);
    }

    private void until(String wanted) {
        String payload = "";
        while (!payload.contains(wanted)) {
            payload = poll().expect(200).body();
        }
    }
}
