package dev.roomcast.faults;

import java.io.IOException;

/** A page on HTTP long-polling over one bare connection; it asks only when it is told to. */
final class PollingPage implements AutoCloseable {
    private static final String PATH = "/socket.io/?EIO=4&transport=polling";

    private final RawHttp http;
    private final String path;

    private PollingPage(RawHttp http, String sid) {
        this.http = http;
        this.path = PATH + "&sid=" + sid;
    }

    /** Opens a session and joins the namespace of pages. */
    static PollingPage open(int port, String cookie, int receiveBuffer) throws IOException {
        RawHttp http = new RawHttp(port, cookie, receiveBuffer);
        http.ask("GET", PATH, "");
        String sid = http.answer(200).replaceFirst("(?s)^0\\{\"sid\":\"([^\"]+)\".*$", "$1");
        PollingPage page = new PollingPage(http, sid);
        page.say("40");
        page.until("40{");
        return page;
    }

    int localPort() {
        return http.localPort();
    }

    void join(String room) throws IOException {
        say("420[\"join\",\"" + room + "\"]");
        until("430");
    }

    void leave(String room) throws IOException {
        say("421[\"leave\",\"" + room + "\"]");
        until("431");
    }

    void say(String packets) throws IOException {
        http.ask("POST", path, packets);
        http.answer(200);
    }

    /** Asks, and answers pings, until something has come. */
    void until(String wanted) throws IOException {
        String payload = "";
        while (!payload.contains(wanted)) {
            ask();
            payload = http.answer(200);
            if (payload.startsWith("2") || payload.endsWith("\u001e2")) {
                say("3");
            }
        }
    }

    /** Sends a GET and leaves its answer unread. */
    void ask() throws IOException {
        http.ask("GET", path, "");
    }

    /** Sends a GET and reads no more of its answer than the head; the bytes that it leaves unread. */
    int askAndLeave() throws IOException {
        ask();
        return RawHttp.length(http.head());
    }

    /** Says goodbye, so that nothing of it is left. */
    void end() throws IOException {
        say("1");
    }

    void reset() throws IOException {
        http.reset();
    }

    @Override
    public void close() {
        http.close();
    }
}
