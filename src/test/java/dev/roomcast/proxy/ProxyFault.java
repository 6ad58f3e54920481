package dev.roomcast.proxy;

import dev.roomcast.proxy.NginxUnderCheck.Change;
import java.util.List;
import java.util.Set;

/** What can be wrong with an nginx in front of Roomcast, and the row of the check that has to say so. */
enum ProxyFault {
    /** The upgrade is forgotten. */
    NO_UPGRADE("WebSocket upgrade", without("proxy_set_header Upgrade $http_upgrade;")),
    /** Half of it is forgotten. */
    NO_CONNECTION("WebSocket upgrade", without("proxy_set_header Connection $connection_upgrade;")),
    /** A timeout shorter than the ping interval. */
    SHORT_TIMEOUT("idle timeout", socket("proxy_read_timeout 1200ms;")),
    /** The worker is told the upstream's name instead of the public one. */
    NO_HOST("same origin", without("proxy_set_header Host $http_host;")),
    /** The port is lost from the public name. */
    HOST_WITHOUT_PORT("same origin", instead("Host $http_host;", "Host $host;")),
    /** The application's own redirects are relative; this makes them lead past the proxy. */
    REWRITTEN_REDIRECTS("redirects", server("proxy_redirect / http://internal.example/;")),
    /** The Origin is taken away. */
    NO_ORIGIN("foreign origin", server("proxy_set_header Origin '';")),
    /** nginx's own bound on bodies. */
    SMALL_UPLOADS("upload size", without("client_max_body_size 0;")),
    /** A bound on messages below the socket's own. */
    SMALL_MESSAGES("message size", socket("client_max_body_size 512k;")),
    /** nginx's own way with uploads. */
    BUFFERED_UPLOADS("upload buffering", without("proxy_request_buffering off;")),
    /** Requests of a session go to any worker: half of them come to one that does not know the sid. */
    NOT_STICKY(
            "sticky sessions",
            http("split_clients $request_id $half { 50% 1; * ''; }"),
            http("map $half:$arg_sid $stranger { default ''; ~^1:. &sid=unknown; }"),
            socketPass("proxy_pass http://roomcast/socket.io/?$args$stranger;")),
    /** The upgrade of a session goes to another worker than the session. */
    UPGRADE_ELSEWHERE(
            "upgrade of a session",
            http("map $http_upgrade:$arg_sid $stranger { default ''; ~*^websocket:. &sid=unknown; }"),
            socketPass("proxy_pass http://roomcast/socket.io/?$args$stranger;")),
    /** A path behind the upstream's name loses the query. */
    NO_QUERY("query string", socketPass("set $path /socket.io/; proxy_pass http://roomcast$path;")),
    /** Answers are kept for everybody. */
    SHARED_CACHE(
            "caching",
            http("proxy_cache_path cache keys_zone=shared:1m;"),
            without("proxy_buffering off;"),
            server("proxy_cache shared; proxy_cache_valid 200 1m; proxy_ignore_headers Cache-Control Set-Cookie;")),
    /** Every refresh transfers the whole list. */
    NO_CONDITIONS("conditional requests", server("proxy_set_header If-None-Match '';")),
    /** Two who edit overwrite each other. */
    NO_IF_MATCH("conditional requests", server("proxy_set_header If-Match '';")),
    /** Only the methods that forms have. */
    FEW_METHODS("methods", rest("limit_except GET POST { deny all; }")),
    /** nginx's own pages instead of the application's answers. */
    OWN_ERROR_PAGES("error answers", rest("proxy_intercept_errors on; error_page 404 /sign-in.html;")),
    /** The cookie of the session does not arrive. */
    NO_COOKIE("session cookie", server("proxy_hide_header Set-Cookie;")),
    /** The public path is another than the application's. */
    OTHER_PATH(
            "context path",
            instead("location / {", "location /portal/ {"),
            instead("location /socket.io/ {", "location /x/ {"),
            instead("proxy_pass http://roomcast;", "proxy_pass http://roomcast/;")),
    /** Few connections for one address. */
    FEW_CONNECTIONS(
            "connections", http("limit_conn_zone $binary_remote_addr zone=few:1m;"), server("limit_conn few 15;")),
    /** Few requests for one address. */
    FEW_REQUESTS(
            "request rate",
            http("limit_req_zone $binary_remote_addr zone=few:1m rate=1r/s;"),
            socket("limit_req zone=few burst=5 nodelay;")),
    /** Answers to polls are buffered, and trickle. */
    HELD_BACK(
            "held polls",
            http("map $http_upgrade$request_method$arg_sid $trickle { default 0; ~^GET. 190; }"),
            socket("proxy_buffering on; limit_rate $trickle;"));

    private final Set<String> rows;
    private final List<Change> changes;

    ProxyFault(String rows, Change... changes) {
        this.rows = Set.of(rows.split(", "));
        this.changes = List.of(changes);
    }

    /** The rows that have to say so, and no others. */
    Set<String> rows() {
        return rows;
    }

    List<Change> changes() {
        return changes;
    }

    /** Where the application is, below the root. */
    String path() {
        return this == OTHER_PATH ? "portal/" : "";
    }

    /** Whether checking it takes long. */
    boolean isSlow() {
        return this == HELD_BACK;
    }

    private static Change instead(String text, String by) {
        return new Change(text, by);
    }

    private static Change without(String text) {
        return new Change(text, "");
    }

    private static Change http(String directives) {
        return new Change("upstream roomcast {", directives + "\nupstream roomcast {");
    }

    private static Change server(String directives) {
        return new Change("location / {", directives + "\nlocation / {");
    }

    private static Change rest(String directives) {
        return new Change("location / {", "location / {\n" + directives);
    }

    private static Change socket(String directives) {
        return new Change("location /socket.io/ {", "location /socket.io/ {\n" + directives);
    }

    /** Instead of passing the socket's requests on as they are. */
    private static Change socketPass(String directives) {
        return new Change(
                "location /socket.io/ {\n            proxy_pass http://roomcast;",
                "location /socket.io/ {\n" + directives);
    }
}
