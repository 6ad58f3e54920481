import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Tells an operator what the proxy in front of Roomcast breaks: signs in at the public address as a browser would, tries what pages need of a
 * proxy, and prints a table with one row for each check, and the directive to set where something is broken. It changes no data. Needs a JDK 17 and
 * nothing else: {@code java ProxyCheck.java https://host/context/}.
 */
public final class ProxyCheck {
    private static final String USAGE = """
            Usage: java ProxyCheck.java https://host/context/ [options]

            Tells what the proxy in front of Roomcast breaks, and how to mend it. Give the address that browsers use.

              --login LOGIN   who signs in (admin)
              --insecure      believe any TLS certificate
              --worker URL    a worker's own address, past the proxy, with the context path; may be given several times:
                              then also whether the workers belong together

            The password is taken from ROOMCAST_CHECK_PASSWORD, or asked for.
            It lasts as long as the ping interval of the socket, 25 s by default, and a little more.
            Exit status: 0 nothing is broken, 1 something is, 2 wrong usage, or the address cannot be checked at all.
            """;

    /** A record that cannot be there: what asks for it is refused by the application and changes nothing. */
    private static final String NO_FILE = "api/files/999999999999999999";

    private static final String MISMATCH = "\"proxy-check\"";
    private static final String FOREIGN = "https://foreign.invalid";
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration PING_SLACK = Duration.ofSeconds(5);
    private static final long AT_ONCE_MS = 1500;
    private static final int SIGN_INS = 30;
    private static final int SESSIONS = 6;
    private static final int CONNECTIONS = 20;
    private static final int BURST = 40;
    private static final int PARALLEL = 4;
    private static final long STANDARD_FILE_SIZE = 2_147_483_648L;

    /** What is checked, and what to set when it is broken. */
    private enum Check {
        REACHABLE(
                "reachable",
                "A worker that has lost Redis: see the runbook. One that drains: take it out of the upstream."),
        SESSION_COOKIE(
                "session cookie",
                "Remove proxy_hide_header Set-Cookie; proxy_ignore_headers Set-Cookie; proxy_cookie_path,"
                        + " proxy_cookie_domain and proxy_cookie_flags."),
        CONTEXT_PATH(
                "context path",
                "Deploy under the public path (Payara Micro: --contextroot), and write proxy_pass"
                        + " http://roomcast; without a path behind the name."),
        REDIRECTS(
                "redirects",
                "proxy_set_header Host $http_host; proxy_set_header X-Forwarded-Proto $scheme; and where the"
                        + " server does not believe it: proxy_redirect http:// https://;"),
        ERROR_ANSWERS("error answers", "proxy_intercept_errors off; and no error_page for answers of the application."),
        METHODS("methods", "Remove limit_except and other rules that refuse PUT, PATCH and DELETE."),
        CONDITIONAL_REQUESTS(
                "conditional requests",
                "Remove proxy_set_header If-None-Match and If-Match, proxy_hide_header ETag, and filters that"
                        + " rewrite JSON."),
        CACHING("caching", "proxy_cache off; or at least no proxy_ignore_headers Cache-Control."),
        QUERY_STRING(
                "query string",
                "proxy_pass http://roomcast; without a path; where there is one, append $is_args$args."),
        STICKY_SESSIONS(
                "sticky sessions",
                "Route by the sid: roomcast.route on each worker, and a map of $arg_sid to the worker. Simpler,"
                        + " and less even: ip_hash; in the upstream (HAProxy: balance source)."),
        POLLING(
                "polling",
                "One location for the socket's path with nothing but proxy_pass, proxy_set_header and timeouts"
                        + " in it."),
        HELD_POLLS(
                "held polls",
                "Remove limit_rate, proxy_limit_rate and whatever else holds answers back; proxy_buffering off;"
                        + " proxy_cache off;"),
        WEBSOCKET_UPGRADE(
                "WebSocket upgrade",
                "proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection"
                        + " $connection_upgrade; with map $http_upgrade $connection_upgrade { default upgrade; '' ''; }"
                        + " (Apache: ProxyPass ... upgrade=websocket)"),
        UPGRADE_OF_A_SESSION(
                "upgrade of a session",
                "Requests with Upgrade must go the same way as the others: the same proxy_pass, routed by"
                        + " $arg_sid."),
        SAME_ORIGIN(
                "same origin",
                "proxy_set_header Host $http_host; (Apache: ProxyPreserveHost On), or list the address in"
                        + " roomcast.allowed-origins."),
        FOREIGN_ORIGIN(
                "foreign origin",
                "Remove proxy_set_header Origin; and what else takes the Origin away. Name origins one by one in"
                        + " roomcast.allowed-origins."),
        MESSAGE_SIZE(
                "message size",
                "client_max_body_size 2m; in the socket's location: above roomcast.socket.max-payload."),
        UPLOAD_SIZE(
                "upload size",
                "client_max_body_size 0; for /api/files/ (the application has its own bound,"
                        + " roomcast.files.max-size), or the two the same."),
        UPLOAD_BUFFERING(
                "upload buffering", "proxy_request_buffering off; for /api/files/, with proxy_http_version 1.1;"),
        REQUEST_RATE(
                "request rate",
                "Remove limit_req for /api/ and the socket, or give it a burst for all pages behind one address."),
        CONNECTIONS(
                "connections",
                "Remove limit_conn, or set it well above the pages behind one address; worker_connections 10000;"),
        IDLE_TIMEOUT(
                "idle timeout",
                "proxy_read_timeout 600s; proxy_send_timeout 600s; (HAProxy: timeout server and timeout tunnel;"
                        + " Apache: ProxyTimeout 600), or a shorter roomcast.socket.ping-interval."),
        WORKER(
                "worker",
                "roomcast.db.url, roomcast.redis.uri and roomcast.redis.prefix must be the same on all workers.");

        private final String title;
        private final String fix;

        Check(String title, String fix) {
            this.title = title;
            this.fix = fix;
        }
    }

    private final Options options;
    private final PrintStream progress;
    private final List<Row> rows = new ArrayList<>();
    private final ExecutorService background = Executors.newCachedThreadPool(ProxyCheck::daemon);
    private final Browser stranger;
    private Browser user;
    private String socket = "";
    private long maxFile = STANDARD_FILE_SIZE;
    private boolean anyOrigin;

    private ProxyCheck(Options options, PrintStream progress) {
        this.options = options;
        this.progress = progress;
        this.stranger = new Browser(options.address(), options.insecure(), background);
        this.user = stranger;
    }

    /** Ends the JVM with the exit status that {@link #run} returns. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.getenv(), System.out, System.err));
    }

    /**
     * Checks, with the table on {@code out} and progress and refusals on {@code err}. Blocks for about the ping interval.
     *
     * @return the exit status
     */
    public static int run(String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        try {
            if (List.of(arguments).contains("--help") || List.of(arguments).contains("-h")) {
                out.print(USAGE);
                return 0;
            }
            Options options = Options.of(arguments);
            List<Row> rows = new ProxyCheck(options, err).check(password(options, environment));
            out.print(Table.of(rows));
            return rows.stream().anyMatch(row -> row.finding().result() == Result.BROKEN) ? 1 : 0;
        } catch (Refusal refusal) {
            err.println("ProxyCheck: " + refusal.getMessage());
            return 2;
        }
    }

    private static String password(Options options, Map<String, String> environment) throws Refusal {
        String given = environment.getOrDefault("ROOMCAST_CHECK_PASSWORD", "");
        if (!given.isEmpty()) {
            return given;
        }
        if (System.console() == null) {
            throw new Refusal("there is no password: set ROOMCAST_CHECK_PASSWORD, or run it in a terminal.");
        }
        char[] typed = System.console().readPassword("Password of %s: ", options.login());
        return typed == null ? "" : new String(typed);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "check");
        thread.setDaemon(true);
        return thread;
    }

    private List<Row> check(String password) throws Refusal {
        progress.println("Checking " + options.address() + " as " + options.login() + " ...");
        try {
            reach();
            boolean accepted = signIn(password);
            learn();
            checkApplication();
            if (!user.cookies().isEmpty() && !broken(Check.CONTEXT_PATH)) {
                checkSocket(accepted);
            }
            options.workers().forEach(this::checkWorker);
            user.send("DELETE", "api/session", "");
        } catch (IOException gone) {
            throw new Refusal(options.address() + " gave no answer any more: " + words(gone) + ".");
        } finally {
            background.shutdownNow();
        }
        return rows;
    }

    // What has to be so before anything can be checked.

    private void reach() throws Refusal {
        Answer ready;
        try {
            ready = stranger.send("GET", "api/health/ready", "");
        } catch (SSLException untrusted) {
            throw new Refusal(
                    "the TLS certificate of " + options.address() + " is not trusted (" + words(untrusted)
                            + "): let nginx send the whole chain (ssl_certificate with the intermediate certificates), or give --insecure.");
        } catch (IOException unreachable) {
            throw new Refusal(options.address() + " cannot be reached: " + words(unreachable) + ".");
        }
        if (ready.body().contains("\"bus\"")) {
            noteReady(ready);
        } else {
            findBehindClosedHealth(ready);
        }
    }

    private void noteReady(Answer ready) throws Refusal {
        boolean up = ready.status() == 200;
        if (!up && !ready.body().contains("DRAINING")) {
            throw new Refusal("Roomcast is not ready: " + ready.body());
        }
        boolean bus = ready.body().contains("\"bus\":\"UP\"");
        row(
                Check.REACHABLE,
                () -> up && bus
                        ? Finding.ok("ready, the bus is UP")
                        : Finding.warning("the worker says " + ready.body()));
    }

    /** A proxy may keep the health of its workers to itself. */
    private void findBehindClosedHealth(Answer health) throws Refusal {
        boolean there;
        try {
            there = stranger.send("GET", "api/session", "").isProblem();
        } catch (IOException gone) {
            there = false;
        }
        if (!there) {
            throw new Refusal("at " + options.address()
                    + " there is no Roomcast: GET api/health/ready was answered with " + health.inWords()
                    + ". Is the address right, context path included, and does a worker run?");
        }
        row(Check.REACHABLE, () -> Finding.ok("answers, and keeps api/health/ready to itself"));
    }

    /** Whether the sign-in was accepted with the Origin that a browser sends. */
    private boolean signIn(String password) throws Refusal, IOException {
        String login = "{\"login\":" + quoted(options.login()) + ",\"password\":" + quoted(password) + "}";
        user = stranger.fresh();
        Answer answer = patiently(() -> user.send("POST", "api/session", login, "Origin", origin()));
        boolean accepted = !answer.refusesOrigin();
        if (!accepted) {
            answer = patiently(() -> user.send("POST", "api/session", login));
        }
        if (answer.status() != 204) {
            throw new Refusal("signing in as " + options.login() + " failed: " + answer.inWords()
                    + (answer.isProblem() ? " " + answer.body() : ""));
        }
        noteCookie(answer);
        return accepted;
    }

    /** Roomcast slows sign-ins down; a proxy that does is not waited for. */
    private static Answer patiently(Callable<Answer> request) throws IOException {
        try {
            Answer answer = request.call();
            for (int again = 0; again < SIGN_INS && answer.isProblem() && Limited.is(answer.status()); again++) {
                long wait = answer.headers("retry-after")
                        .mapToLong(Long::parseLong)
                        .findFirst()
                        .orElse(1);
                Thread.sleep(TimeUnit.SECONDS.toMillis(Math.min(wait, 5)));
                answer = request.call();
            }
            return answer;
        } catch (IOException gone) {
            throw gone;
        } catch (Exception interrupted) {
            throw new IOException(words(interrupted), interrupted);
        }
    }

    private void noteCookie(Answer answer) {
        String cookie = answer.headers("set-cookie")
                .filter(one -> one.startsWith("roomcast_session="))
                .findFirst()
                .orElse("");
        Set<String> attributes = Stream.of(cookie.split(";"))
                .skip(1)
                .map(part -> part.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        String path = attributes.stream()
                .filter(part -> part.startsWith("path="))
                .map(part -> part.substring(5))
                .findFirst()
                .orElse("");
        List<String> faults = new ArrayList<>();
        if (cookie.isEmpty()) {
            faults.add("signing in brought no cookie");
        } else {
            wanting(faults, attributes.contains("httponly"), "HttpOnly is missing");
            wanting(faults, attributes.stream().anyMatch(part -> part.startsWith("samesite")), "SameSite is missing");
            wanting(
                    faults,
                    attributes.contains("secure") == isSecure(),
                    "Secure is " + (isSecure() ? "missing" : "set"));
            wanting(
                    faults,
                    !path.isEmpty()
                            && (options.address().getRawPath())
                                    .toLowerCase(Locale.ROOT)
                                    .startsWith(path),
                    "it is for the path '" + path + "'");
        }
        row(
                Check.SESSION_COOKIE,
                () -> faults.isEmpty() ? Finding.ok("arrives whole") : Finding.broken(String.join(", ", faults)));
    }

    private static void wanting(List<String> faults, boolean well, String fault) {
        if (!well) {
            faults.add(fault);
        }
    }

    /** What the application says of itself: where the socket is, and what it takes. */
    private void learn() throws Refusal, IOException {
        if (user.cookies().isEmpty()) {
            return;
        }
        Answer config = user.send("GET", "api/sync/config", "");
        if (config.status() != 200) {
            throw new Refusal("signed in, and GET api/sync/config was answered with " + config.inWords() + ".");
        }
        Answer self = user.send("GET", "api/session", "");
        if (self.body().contains("\"mustChangePassword\":true")) {
            throw new Refusal(
                    "the user " + options.login() + " must choose a new password first: sign in with a browser.");
        }
        socket = Json.text(config.body(), "socketPath");
        String path = options.address().getRawPath();
        row(
                Check.CONTEXT_PATH,
                () -> socket.startsWith(path)
                        ? Finding.ok(path)
                        : Finding.broken(
                                "the address says " + path + ", and the application has its socket at " + socket));
        Answer settings = user.send("GET", "api/admin/settings", "");
        if (settings.status() == 200) {
            String size = Json.text(settings.body(), "name\":\"roomcast.files.max-size\",\"value");
            maxFile = size.isEmpty() ? maxFile : Long.parseLong(size);
            anyOrigin = Json.text(settings.body(), "name\":\"roomcast.allowed-origins\",\"value")
                    .contains("*");
        }
    }

    // REST and pages.

    private void checkApplication() {
        row(Check.REDIRECTS, this::redirects);
        if (user.cookies().isEmpty()) {
            return;
        }
        row(Check.ERROR_ANSWERS, this::errorAnswers);
        row(Check.METHODS, this::methods);
        row(Check.CONDITIONAL_REQUESTS, this::conditions);
        row(Check.CACHING, this::caching);
    }

    private Finding redirects() throws IOException, Fault, Skipped {
        if (broken(Check.CONTEXT_PATH)) {
            throw new Skipped("needs 'context path'");
        }
        Answer answer = stranger.fresh().ask("GET", "", "");
        String location = answer.headers("location").findFirst().orElse("");
        if (location.isEmpty()) {
            return Finding.broken(
                    "the first page, not signed in, does not lead to the sign-in page but gives " + answer.inWords());
        }
        URI target = options.address().resolve(location);
        boolean home = origin(target).equals(origin())
                && target.getRawPath().startsWith(options.address().getRawPath());
        return home ? Finding.ok("stay at " + origin()) : Finding.broken("the first page leads to " + target);
    }

    private Finding errorAnswers() throws IOException, Fault {
        Answer answer = user.ask("GET", NO_FILE, "");
        return answer.status() == 404 && answer.isProblem()
                ? Finding.ok("arrive as the application gives them")
                : Finding.broken("instead of the application's own 404 there is " + answer.inWords());
    }

    private Finding methods() throws IOException, Fault, Skipped {
        needs(Check.ERROR_ANSWERS);
        List<String> refused = new ArrayList<>();
        for (String method : List.of("PUT", "PATCH", "DELETE")) {
            Answer answer = user.ask(method, NO_FILE, method.equals("DELETE") ? "" : "{}", "If-Match", MISMATCH);
            if (!answer.isProblem()) {
                refused.add(method + " (" + answer.inWords() + ")");
            }
        }
        return refused.isEmpty()
                ? Finding.ok("GET, POST, PUT, PATCH, DELETE pass")
                : Finding.broken("refused: " + String.join(", ", refused));
    }

    private Finding conditions() throws IOException, Fault, Skipped {
        needs(Check.ERROR_ANSWERS);
        Answer toggle = user.ask("POST", NO_FILE + "/toggle", "", "If-Match", MISMATCH);
        if (toggle.status() == 404) {
            return Finding.broken("If-Match does not reach the application: two people who edit overwrite each other");
        }
        // Somebody may change a file between the two requests.
        for (int attempt = 0; attempt < 3; attempt++) {
            Answer list = user.ask("GET", "api/files?size=1", "");
            Optional<String> tag = list.headers("etag").findFirst();
            if (tag.isEmpty()) {
                return Finding.broken("lists come without their ETag: every refresh transfers the whole list");
            }
            if (user.ask("GET", "api/files?size=1", "", "If-None-Match", tag.get())
                            .status()
                    == 304) {
                return Finding.ok(
                        toggle.status() == 412
                                ? "ETag, If-None-Match and If-Match pass"
                                : "ETag and If-None-Match pass; If-Match only an editor can check");
            }
        }
        return Finding.broken("If-None-Match brings the whole list again and no 304");
    }

    private Finding caching() throws IOException, Fault {
        String path = "api/session?proxy-check=" + token();
        user.ask("GET", path, "");
        Answer others = stranger.fresh().ask("GET", path, "");
        return others.status() == 401
                ? Finding.ok("nobody gets another user's answer")
                : Finding.broken("somebody who is not signed in got what a user had asked for: " + others.inWords());
    }

    // The socket.

    private void checkSocket(boolean signInAccepted) {
        row(Check.QUERY_STRING, this::queryString);
        if (broken(Check.QUERY_STRING)) {
            return;
        }
        Future<Finding> silentSocket = background.submit(this::silentSocket);
        Future<Finding> silentPoll = background.submit(this::silentPoll);
        Future<Upload> upload =
                background.submit(() -> user.beginUpload(NO_FILE + "/content", maxFile, AT_ONCE_MS * 2));
        sessions();
        row(Check.HELD_POLLS, this::heldPolls);
        row(Check.WEBSOCKET_UPGRADE, this::upgrade);
        row(Check.UPGRADE_OF_A_SESSION, this::upgradeOfSession);
        row(Check.SAME_ORIGIN, () -> sameOrigin(signInAccepted));
        row(Check.FOREIGN_ORIGIN, this::foreignOrigin);
        row(Check.MESSAGE_SIZE, this::messageSize);
        uploads(upload);
        row(Check.REQUEST_RATE, this::requestRate);
        row(Check.CONNECTIONS, this::connections);
        row(Check.IDLE_TIMEOUT, () -> idle(silentSocket, silentPoll));
    }

    private Finding queryString() throws IOException, Fault {
        Answer answer = user.fresh().ask("GET", PollingSession.handshake(socket), "");
        return answer.body().contains("Transport unknown")
                ? Finding.broken("it does not reach the application")
                : Finding.ok("arrives");
    }

    /** Several sessions at once: whether each finds its worker again with every request, and whether polling works at all. */
    private void sessions() {
        List<Future<Fault>> runs = IntStream.range(0, SESSIONS)
                .mapToObj(n -> background.submit(this::session))
                .collect(Collectors.toList());
        List<Fault> faults =
                runs.stream().map(this::outcome).filter(Objects::nonNull).collect(Collectors.toList());
        long lost = faults.stream().filter(UnknownSession.class::isInstance).count();
        row(Check.STICKY_SESSIONS, () -> {
            skipWhenLimited(faults);
            return lost == 0
                    ? Finding.ok(SESSIONS + " sessions found their worker again")
                    : Finding.broken(lost + " of " + SESSIONS + " sessions came to a worker that does not know them");
        });
        row(Check.POLLING, () -> {
            Optional<Fault> other = faults.stream()
                    .filter(fault -> !(fault instanceof UnknownSession))
                    .findFirst();
            skipWhenLimited(faults);
            if (other.isEmpty()) {
                needs(Check.STICKY_SESSIONS);
            }
            return other.map(fault -> Finding.broken(fault.getMessage()))
                    .orElse(Finding.ok("connects, sends and is answered"));
        });
    }

    private static void skipWhenLimited(List<Fault> faults) throws Limited {
        for (Fault fault : faults) {
            if (fault instanceof Limited limited) {
                throw limited;
            }
        }
    }

    private Fault outcome(Future<Fault> run) {
        try {
            return run.get();
        } catch (ExecutionException | InterruptedException broken) {
            return new Fault(words(broken));
        }
    }

    /** What went wrong in one session with several requests; null when nothing did. */
    private Fault session() throws IOException {
        try {
            PollingSession session = PollingSession.connected(user.fresh(), socket);
            for (int round = 1; round <= 2; round++) {
                session.post("42" + round + "[\"sync:check\",{}]");
                session.await("43" + round, PATIENCE);
            }
            session.close();
            return null;
        } catch (Fault fault) {
            return fault;
        }
    }

    /** The answer of a poll that waits must come when there is something to say, not later. */
    private Finding heldPolls() throws Exception {
        needs(Check.POLLING);
        long quickest = Long.MAX_VALUE;
        for (int round = 1; round <= 2 && quickest > AT_ONCE_MS; round++) {
            PollingSession session = PollingSession.connected(user.fresh(), socket);
            CompletableFuture<Long> answered = new CompletableFuture<>();
            background.execute(() -> {
                try {
                    session.await("431", PATIENCE);
                    answered.complete(System.nanoTime());
                } catch (IOException | Fault fault) {
                    answered.completeExceptionally(fault);
                }
            });
            long asked = System.nanoTime();
            session.post("421[\"sync:check\",{}]");
            long took = Math.max(0, answered.get(PATIENCE.toSeconds() + 1, TimeUnit.SECONDS) - asked);
            quickest = Math.min(quickest, TimeUnit.NANOSECONDS.toMillis(took));
            session.close();
        }
        return quickest <= AT_ONCE_MS
                ? Finding.ok("are answered at once (" + quickest + " ms)")
                : Finding.broken("an answer was held back for " + quickest + " ms");
    }

    private Finding upgrade() throws Exception {
        try (Line line = user.fresh().open(PollingSession.socket(socket, ""))) {
            line.await("0", PATIENCE);
            line.send("40");
            line.await("40", PATIENCE);
            line.send("421[\"sync:check\",{}]");
            line.await("431", PATIENCE);
            return Finding.ok("opens, and messages pass both ways");
        } catch (WebSocketHandshakeException refused) {
            return Finding.broken(
                    "the handshake was answered with " + refused.getResponse().statusCode());
        }
    }

    private Finding upgradeOfSession() throws Exception {
        needs(Check.WEBSOCKET_UPGRADE);
        needs(Check.POLLING);
        Browser browser = user.fresh();
        PollingSession session = PollingSession.connected(browser, socket);
        try (Line line = browser.open(PollingSession.socket(socket, session.sid()))) {
            line.send("2probe");
            line.await("3probe", PATIENCE);
            return Finding.ok("reaches the session's worker");
        } catch (WebSocketHandshakeException refused) {
            return Finding.broken("the handshake was answered with "
                    + refused.getResponse().statusCode() + ": it came to a worker that does not know the session");
        }
    }

    private Finding sameOrigin(boolean signInAccepted) throws Exception {
        List<String> refused = new ArrayList<>();
        wanting(refused, signInAccepted, "signing in");
        Answer polling = user.fresh().ask("GET", PollingSession.handshake(socket), "", "Origin", origin());
        wanting(refused, polling.status() != 403, "polling");
        try (Line line = user.fresh().open(PollingSession.socket(socket, ""), "Origin", origin())) {
            line.await("0", PATIENCE);
        } catch (WebSocketHandshakeException handshake) {
            wanting(refused, handshake.getResponse().statusCode() != 403, "WebSocket");
        }
        return refused.isEmpty()
                ? Finding.ok(origin() + " is accepted")
                : Finding.broken("pages of " + origin() + " are refused: " + String.join(", ", refused)
                        + "; the application does not see the address that the browser uses");
    }

    private Finding foreignOrigin() throws Exception {
        if (anyOrigin) {
            return Finding.warning("roomcast.allowed-origins allows every origin");
        }
        Answer polling = user.fresh().ask("GET", PollingSession.handshake(socket), "", "Origin", FOREIGN);
        Answer change = user.ask("POST", NO_FILE + "/toggle", "", "Origin", FOREIGN, "If-Match", MISMATCH);
        boolean refused = polling.status() == 403 && change.refusesOrigin();
        return refused
                ? Finding.ok("is refused")
                : Finding.broken(
                        "pages of other sites can act for a user who is signed in: the Origin does not arrive");
    }

    private Finding messageSize() throws Exception {
        needs(Check.POLLING);
        PollingSession session = PollingSession.connected(user.fresh(), socket);
        String begin = "42[\"proxy-check\",\"";
        Answer answer = session.tryPost(begin + "x".repeat((int) session.maxPayload() - begin.length() - 2) + "\"]");
        if (answer.status() == 200) {
            session.close();
            return Finding.ok(session.maxPayload() + " bytes pass");
        }
        return Finding.broken("a message of " + session.maxPayload() + " bytes was answered with " + answer.inWords());
    }

    private void uploads(Future<Upload> upload) {
        row(Check.UPLOAD_SIZE, () -> {
            needs(Check.ERROR_ANSWERS);
            needs(Check.METHODS);
            Upload begun = upload.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return begun.refused()
                    ? Finding.broken(
                            "an upload of " + maxFile + " bytes is answered with " + begun.status() + " by the proxy")
                    : Finding.ok(maxFile + " bytes may be sent");
        });
        row(Check.UPLOAD_BUFFERING, () -> {
            needs(Check.UPLOAD_SIZE);
            return upload.get().held()
                    ? Finding.warning("the proxy keeps whole uploads before the application hears of them")
                    : Finding.ok("uploads are passed on as they come");
        });
    }

    /** Pages of one office come from one address. */
    private Finding connections() throws Exception {
        needs(Check.WEBSOCKET_UPGRADE);
        List<CompletableFuture<Line>> opening = IntStream.range(0, CONNECTIONS)
                .mapToObj(n -> user.fresh().opening(PollingSession.socket(socket, "")))
                .collect(Collectors.toList());
        int open = 0;
        String refusal = "";
        for (CompletableFuture<Line> one : opening) {
            try {
                one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                open++;
            } catch (ExecutionException refused) {
                refusal = refused.getCause() instanceof WebSocketHandshakeException handshake
                        ? String.valueOf(handshake.getResponse().statusCode())
                        : words(refused);
            }
        }
        opening.forEach(one -> one.thenAccept(Line::close));
        return open == CONNECTIONS
                ? Finding.ok(CONNECTIONS + " at a time from one address")
                : Finding.broken("of " + CONNECTIONS + " from one address " + open
                        + " were let in, the others answered with " + refusal);
    }

    /** Handshakes that the application refuses: they make no session. */
    private Finding requestRate() throws Exception {
        List<Future<List<Answer>>> burst = IntStream.range(0, PARALLEL)
                .mapToObj(n -> background.submit(this::refusedHandshakes))
                .collect(Collectors.toList());
        int refused = 0;
        String refusal = "";
        for (Future<List<Answer>> part : burst) {
            for (Answer answer : part.get()) {
                if (Limited.is(answer.status())) {
                    refused++;
                    refusal = answer.inWords();
                }
            }
        }
        return refused == 0
                ? Finding.ok(BURST + " requests within a moment pass")
                : Finding.broken(
                        "of " + BURST + " requests within a moment " + refused + " were answered with " + refusal);
    }

    private List<Answer> refusedHandshakes() throws IOException {
        List<Answer> answers = new ArrayList<>();
        for (int n = 0; n < BURST / PARALLEL; n++) {
            answers.add(user.fresh().send("GET", socket + "?EIO=4&transport=none&t=" + token(), ""));
        }
        return answers;
    }

    private Finding idle(Future<Finding> silentSocket, Future<Finding> silentPoll) throws Exception {
        List<Finding> both = List.of(silentSocket.get(), silentPoll.get());
        List<String> cuts = both.stream()
                .filter(one -> one.result() == Result.BROKEN)
                .map(Finding::found)
                .collect(Collectors.toList());
        if (!cuts.isEmpty()) {
            return Finding.broken(String.join("; ", cuts));
        }
        return both.stream()
                .filter(one -> one.result() == Result.OK)
                .findFirst()
                .orElseThrow(() -> new Skipped("neither WebSocket nor polling works"));
    }

    private Finding silentSocket() throws Exception {
        long begun = System.nanoTime();
        try (Line line = user.fresh().open(PollingSession.socket(socket, ""))) {
            Duration interval = Duration.ofMillis(Json.number(line.await("0", PATIENCE), "pingInterval"));
            line.send("40");
            line.await("40", PATIENCE);
            try {
                line.await("2", interval.plus(PING_SLACK));
                return Finding.ok("is above the ping interval of " + seconds(interval.toMillis()));
            } catch (IOException | Fault cut) {
                return Finding.broken("a silent WebSocket was cut after " + sinceIn(begun)
                        + ", and the server pings every " + seconds(interval.toMillis()));
            }
        } catch (IOException | Fault otherwiseBroken) {
            return Finding.skipped("no WebSocket");
        }
    }

    private Finding silentPoll() throws IOException {
        long begun = System.nanoTime();
        try {
            PollingSession session = PollingSession.connected(user.fresh(), socket);
            begun = System.nanoTime();
            Duration interval = Duration.ofMillis(session.pingInterval());
            Answer answer = session.poll(interval.plus(PING_SLACK));
            boolean pinged = answer.status() == 200 && answer.body().startsWith("2");
            boolean unknown = answer.body().contains("Session ID unknown");
            if (unknown || Limited.is(answer.status())) {
                return Finding.skipped("polling does not work");
            }
            return pinged
                    ? Finding.ok("is above the ping interval of " + seconds(interval.toMillis()))
                    : Finding.broken("a poll was ended after " + sinceIn(begun) + " with " + answer.inWords());
        } catch (Fault otherwiseBroken) {
            return Finding.skipped("no polling");
        } catch (IOException cut) {
            return Finding.broken("a poll was cut after " + sinceIn(begun) + " (" + words(cut) + ")");
        }
    }

    // Workers, past the proxy.

    private void checkWorker(URI address) {
        row(Check.WORKER, "worker " + address, () -> {
            Browser direct = new Browser(address, options.insecure(), background);
            Answer ready = direct.send("GET", "api/health/ready", "");
            if (ready.status() != 200) {
                return Finding.broken("not ready: " + ready.inWords());
            }
            Answer mine = direct.with(user.cookies()).send("GET", "api/files?size=1", "");
            if (mine.status() != 200) {
                return Finding.broken("does not know the session (" + mine.status() + "): it has another database");
            }
            String here = Json.text(mine.body(), "epoch");
            String proxied = Json.text(user.send("GET", "api/files?size=1", "").body(), "epoch");
            return here.equals(proxied)
                    ? Finding.ok("ready, same database, same Redis")
                    : Finding.broken("its events are its own: it is not joined to the others by Redis");
        });
    }

    // Rows.

    /** A check. */
    private interface Look {
        Finding at() throws Exception;
    }

    private void row(Check check, Look look) {
        row(check, check.title, look);
    }

    private void row(Check check, String title, Look look) {
        progress.print("  " + title + " ... ");
        progress.flush();
        Finding finding;
        try {
            finding = look.at();
        } catch (Skipped | Limited skipped) {
            finding = Finding.skipped(skipped.getMessage());
        } catch (Exception fault) {
            finding = Finding.broken(words(fault));
        }
        progress.println(finding.result().word);
        rows.add(new Row(check, title, finding));
    }

    private boolean broken(Check check) {
        return results(check).contains(Result.BROKEN);
    }

    private void needs(Check check) throws Skipped {
        if (!results(check).contains(Result.OK)) {
            throw new Skipped("needs '" + check.title + "'");
        }
    }

    private Set<Result> results(Check check) {
        return rows.stream()
                .filter(row -> row.check() == check)
                .map(row -> row.finding().result())
                .collect(Collectors.toSet());
    }

    // Words.

    private boolean isSecure() {
        return options.address().getScheme().equals("https");
    }

    private String origin() {
        return origin(options.address());
    }

    /** As a browser sends it: without the scheme's own port. */
    private static String origin(URI address) {
        int standard = "https".equals(address.getScheme()) ? 443 : 80;
        boolean named = address.getPort() >= 0 && address.getPort() != standard;
        return address.getScheme() + "://" + address.getHost() + (named ? ":" + address.getPort() : "");
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }

    private static String sinceIn(long nanos) {
        return seconds(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos));
    }

    private static String token() {
        return Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
    }

    private static String quoted(String text) {
        return text.codePoints()
                .mapToObj(c -> c < ' ' || c == '"' || c == '\\' ? String.format("\\u%04x", c) : Character.toString(c))
                .collect(Collectors.joining("", "\"", "\""));
    }

    private static String words(Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "there is no host of that name";
            }
            if (cause instanceof ConnectException && !(cause.getCause() instanceof ConnectException)) {
                boolean unresolved =
                        cause.getCause() != null && cause.getCause().getCause() instanceof UnresolvedAddressException;
                return unresolved ? "there is no host of that name" : "nobody listens there";
            }
            if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
                return "no answer in time";
            }
            boolean telling = cause.getMessage() != null && !(cause instanceof ExecutionException);
            if (telling || cause.getCause() == null) {
                return telling ? cause.getMessage() : cause.getClass().getSimpleName();
            }
        }
        return "";
    }

    /** What the command line says. */
    private record Options(URI address, String login, boolean insecure, List<URI> workers) {

        static Options of(String[] arguments) throws Refusal {
            List<URI> addresses = new ArrayList<>();
            List<URI> workers = new ArrayList<>();
            String login = "admin";
            boolean insecure = false;
            for (int i = 0; i < arguments.length; i++) {
                switch (arguments[i]) {
                    case "--insecure" -> insecure = true;
                    case "--login" -> login = value(arguments, ++i);
                    case "--worker" -> workers.add(address(value(arguments, ++i)));
                    default -> addresses.add(address(arguments[i]));
                }
            }
            if (addresses.size() != 1) {
                throw new Refusal("give one address, as browsers use it, such as https://host/context/ (see --help).");
            }
            return new Options(addresses.get(0), login, insecure, workers);
        }

        private static String value(String[] arguments, int at) throws Refusal {
            if (at >= arguments.length) {
                throw new Refusal(arguments[at - 1] + " needs a value (see --help).");
            }
            return arguments[at];
        }

        private static URI address(String text) throws Refusal {
            if (!text.matches("https?://[^/?#\\s]+(/[^?#\\s]*)?")) {
                throw new Refusal("'" + text
                        + "' is neither an option nor an address such as https://host/context/ (see --help).");
            }
            try {
                URI address = URI.create(text.endsWith("/") ? text : text + "/");
                if (address.getHost() != null) {
                    return address;
                }
            } catch (IllegalArgumentException notAnAddress) {
                // Said below.
            }
            throw new Refusal("'" + text + "' is no address.");
        }
    }

    private enum Result {
        OK("ok"),
        WARNING("warning"),
        BROKEN("BROKEN"),
        SKIPPED("not checked");

        private final String word;

        Result(String word) {
            this.word = word;
        }
    }

    private record Finding(Result result, String found) {
        static Finding ok(String found) {
            return new Finding(Result.OK, found);
        }

        static Finding warning(String found) {
            return new Finding(Result.WARNING, found);
        }

        static Finding broken(String found) {
            return new Finding(Result.BROKEN, found);
        }

        static Finding skipped(String found) {
            return new Finding(Result.SKIPPED, found);
        }
    }

    private record Row(Check check, String title, Finding finding) {
        List<String> cells() {
            boolean fault = finding.result() == Result.BROKEN || finding.result() == Result.WARNING;
            return List.of(title, finding.result().word, finding.found(), fault ? check.fix : "");
        }
    }

    /** Nothing can be checked: one line, exit status 2. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        Refusal(String message) {
            super(message);
        }
    }

    /** This row cannot be checked. */
    private static final class Skipped extends Exception {
        private static final long serialVersionUID = 1L;

        Skipped(String message) {
            super(message);
        }
    }

    /** Something does not work through the proxy. */
    private static class Fault extends Exception {
        private static final long serialVersionUID = 1L;

        Fault(String message) {
            super(message);
        }
    }

    /** The worker that answered does not know the session. */
    private static final class UnknownSession extends Fault {
        private static final long serialVersionUID = 1L;

        UnknownSession() {
            super("the worker that answered does not know the session");
        }
    }

    /** The proxy lets no more requests through for the moment; that is a row of its own. */
    private static final class Limited extends Fault {
        private static final long serialVersionUID = 1L;

        Limited(String message) {
            super(message);
        }

        static boolean is(int status) {
            return status == 429 || status == 503;
        }

        static void check(Answer answer) throws Limited {
            if (is(answer.status()) && !answer.isProblem()) {
                throw new Limited("answered with " + answer.inWords());
            }
        }
    }

    /** Columns that wrap. */
    private static final class Table {
        private static final List<String> HEAD = List.of("check", "result", "found", "fix");
        private static final int WIDEST = 50;

        static String of(List<Row> rows) {
            List<List<String>> cells = new ArrayList<>(List.of(HEAD));
            rows.forEach(row -> cells.add(row.cells()));
            int[] widths = IntStream.range(0, HEAD.size())
                    .map(column -> width(cells, column))
                    .toArray();
            String rule = IntStream.of(widths)
                    .mapToObj(width -> "-".repeat(width + 2))
                    .collect(Collectors.joining("+", "+", "+\n"));
            return cells.stream().map(line -> lines(line, widths)).collect(Collectors.joining(rule, rule, rule));
        }

        private static int width(List<List<String>> cells, int column) {
            return cells.stream()
                    .flatMap(line -> wrapped(line.get(column)).stream())
                    .mapToInt(String::length)
                    .max()
                    .orElse(0);
        }

        private static String lines(List<String> cells, int[] widths) {
            List<List<String>> columns = cells.stream().map(Table::wrapped).collect(Collectors.toList());
            int height = columns.stream().mapToInt(List::size).max().orElse(0);
            return IntStream.range(0, height)
                    .mapToObj(line -> IntStream.range(0, widths.length)
                            .mapToObj(column -> padded(
                                    line < columns.get(column).size()
                                            ? columns.get(column).get(line)
                                            : "",
                                    widths[column]))
                            .collect(Collectors.joining("|", "|", "|\n")))
                    .collect(Collectors.joining());
        }

        private static String padded(String text, int width) {
            return " " + text + " ".repeat(width - text.length() + 1);
        }

        private static List<String> wrapped(String text) {
            List<String> lines = new ArrayList<>();
            StringBuilder line = new StringBuilder();
            for (String word : text.split(" ")) {
                if (line.length() > 0 && line.length() + 1 + word.length() > WIDEST) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                line.append(line.length() == 0 ? "" : " ").append(word);
            }
            lines.add(line.toString());
            return lines;
        }
    }

    /** As much of JSON as is needed: one member's value, wherever it is. */
    private static final class Json {
        static String text(String json, String member) {
            Matcher found = Pattern.compile('"' + Pattern.quote(member) + "\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"")
                    .matcher(json);
            return found.find() ? found.group(1).replace("\\/", "/") : "";
        }

        static long number(String json, String member) {
            Matcher found = Pattern.compile('"' + Pattern.quote(member) + "\"\\s*:\\s*(\\d{1,18})")
                    .matcher(json);
            return found.find() ? Long.parseLong(found.group(1)) : 0;
        }
    }

    /** A whole HTTP answer. */
    private record Answer(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String body() {
            return response.body();
        }

        Stream<String> headers(String name) {
            return response.headers().allValues(name).stream();
        }

        /** Whether it is the application that refuses. */
        boolean isProblem() {
            return headers("content-type").anyMatch(type -> type.startsWith("application/problem+json"));
        }

        boolean refusesOrigin() {
            return isProblem() && body().contains("problem:foreign-origin");
        }

        String inWords() {
            String server =
                    headers("server").findFirst().map(name -> " by " + name).orElse("");
            return status() + " (" + headers("content-type").findFirst().orElse("no body") + ")" + server;
        }
    }

    /**
     * How the beginning of an upload was answered before its body was sent.
     *
     * @param status 0 when there was no answer
     */
    private record Upload(int status) {
        boolean held() {
            return status == 0;
        }

        boolean refused() {
            return status == 413;
        }
    }

    /** Requests to one address, with cookies. Any thread. */
    private static final class Browser {
        private final URI base;
        private final SSLContext tls;
        private final boolean insecure;
        private final HttpClient client;
        private final Map<String, String> cookies;

        Browser(URI base, boolean insecure, ExecutorService executor) {
            this.base = base;
            this.insecure = insecure;
            this.tls = insecure ? credulous() : standard();
            this.cookies = Collections.synchronizedMap(new LinkedHashMap<>());
            this.client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .executor(executor)
                    .sslContext(tls)
                    .connectTimeout(PATIENCE)
                    .build();
        }

        private Browser(Browser other, Map<String, String> cookies) {
            this.base = other.base;
            this.insecure = other.insecure;
            this.tls = other.tls;
            this.client = other.client;
            this.cookies = Collections.synchronizedMap(new LinkedHashMap<>(cookies));
        }

        /** Another browser of the same user: without what a proxy has given to this one. */
        Browser fresh() {
            String session = cookies.getOrDefault("roomcast_session", "");
            return with(session.isEmpty() ? Map.of() : Map.of("roomcast_session", session));
        }

        Browser with(Map<String, String> others) {
            return new Browser(this, others);
        }

        Map<String, String> cookies() {
            return cookies;
        }

        Answer send(String method, String path, String body, String... headers) throws IOException {
            return send(PATIENCE, method, path, body, headers);
        }

        /** The same, where being limited is not what is looked for. */
        Answer ask(String method, String path, String body, String... headers) throws IOException, Limited {
            Answer answer = send(method, path, body, headers);
            Limited.check(answer);
            return answer;
        }

        /** @param headers names and values in turn */
        Answer send(Duration within, String method, String path, String body, String... headers) throws IOException {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(base.resolve(path)).timeout(within);
            boolean json = !body.isEmpty() && !path.contains("transport=");
            request.header("Content-Type", json ? "application/json" : "text/plain;charset=UTF-8");
            request.header("Accept", "*/*");
            if (!cookies.isEmpty()) {
                request.header("Cookie", cookieHeader());
            }
            if (headers.length > 0) {
                request.headers(headers);
            }
            request.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
            try {
                Answer answer = new Answer(client.send(request.build(), BodyHandlers.ofString()));
                answer.headers("set-cookie").forEach(this::keep);
                return answer;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }

        private String cookieHeader() {
            synchronized (cookies) {
                return cookies.entrySet().stream()
                        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                        .collect(Collectors.joining("; "));
            }
        }

        private void keep(String setCookie) {
            String[] pair = setCookie.split(";", 2)[0].split("=", 2);
            if (pair.length == 2) {
                cookies.put(pair[0].strip(), pair[1].strip());
            }
        }

        Line open(String path, String... headers) throws Exception {
            try {
                return opening(path, headers).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (ExecutionException refused) {
                if (refused.getCause() instanceof WebSocketHandshakeException handshake
                        && Limited.is(handshake.getResponse().statusCode())) {
                    throw new Limited("answered with " + handshake.getResponse().statusCode());
                }
                throw refused.getCause() instanceof Exception cause ? cause : refused;
            }
        }

        CompletableFuture<Line> opening(String path, String... headers) {
            String address = base.resolve(path).toString().replaceFirst("^http", "ws");
            WebSocket.Builder builder = client.newWebSocketBuilder().connectTimeout(PATIENCE);
            builder.header("Cookie", cookieHeader());
            for (int i = 0; i < headers.length; i += 2) {
                builder.header(headers[i], headers[i + 1]);
            }
            Line line = new Line();
            return builder.buildAsync(URI.create(address), line).thenApply(line::on);
        }

        /** Announces an upload, sends nothing of it, and looks how that is answered. */
        Upload beginUpload(String path, long length, long withinMs) throws IOException {
            URI target = base.resolve(path);
            try (Socket connection = connect(target)) {
                connection.setSoTimeout((int) withinMs);
                String head = "PUT " + target.getRawPath() + " HTTP/1.1\r\nHost: " + target.getRawAuthority()
                        + "\r\nCookie: "
                        + cookieHeader() + "\r\nContent-Type: application/octet-stream\r\nContent-Length: " + length
                        + "\r\nConnection: close\r\n\r\n";
                connection.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                connection.getOutputStream().flush();
                return new Upload(status(connection.getInputStream()));
            }
        }

        private Socket connect(URI target) throws IOException {
            boolean secure = target.getScheme().equals("https");
            int port = target.getPort() >= 0 ? target.getPort() : secure ? 443 : 80;
            if (!secure) {
                return new Socket(target.getHost(), port);
            }
            SSLSocket connection = (SSLSocket) tls.getSocketFactory().createSocket(target.getHost(), port);
            SSLParameters parameters = connection.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm(insecure ? null : "HTTPS");
            connection.setSSLParameters(parameters);
            return connection;
        }

        /** Of the answer's first line; 0 when none comes in time. */
        private static int status(InputStream in) throws IOException {
            StringBuilder line = new StringBuilder();
            try {
                for (int c = in.read(); c >= 0 && c != '\n' && line.length() < 200; c = in.read()) {
                    line.append((char) c);
                }
            } catch (java.net.SocketTimeoutException none) {
                return 0;
            }
            Matcher status =
                    Pattern.compile("HTTP/1\\.\\d (\\d{3}).*", Pattern.DOTALL).matcher(line);
            if (!status.matches()) {
                throw new IOException("no HTTP answer");
            }
            return Integer.parseInt(status.group(1));
        }

        private static SSLContext standard() {
            try {
                return SSLContext.getDefault();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        private static SSLContext credulous() {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, new TrustManager[] {new Credulous()}, null);
                return context;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Believes every certificate, of every host. */
    private static final class Credulous extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** An Engine.IO session over polling, connected to the namespace of pages. */
    private static final class PollingSession {
        private final Browser browser;
        private final String path;
        private final String greeting;

        private PollingSession(Browser browser, String path, String greeting) {
            this.browser = browser;
            this.path = path + "?EIO=4&transport=polling&sid=" + Json.text(greeting, "sid");
            this.greeting = greeting;
        }

        static String handshake(String path) {
            return path + "?EIO=4&transport=polling&t=" + token();
        }

        /** @param sid empty for a new session */
        static String socket(String path, String sid) {
            return path + "?EIO=4&transport=websocket" + (sid.isEmpty() ? "" : "&sid=" + sid);
        }

        static PollingSession connected(Browser browser, String path) throws IOException, Fault {
            Answer answer = browser.send("GET", handshake(path), "");
            check(answer);
            if (!answer.body().startsWith("0{")) {
                throw new Fault("the handshake brought '" + beginning(answer.body()) + "'");
            }
            PollingSession session = new PollingSession(browser, path, answer.body());
            session.post("40");
            session.await("40", PATIENCE);
            return session;
        }

        String sid() {
            return Json.text(greeting, "sid");
        }

        long pingInterval() {
            return Json.number(greeting, "pingInterval");
        }

        long maxPayload() {
            return Json.number(greeting, "maxPayload");
        }

        void post(String packets) throws IOException, Fault {
            check(tryPost(packets));
        }

        Answer tryPost(String packets) throws IOException {
            return browser.send("POST", path + "&t=" + token(), packets);
        }

        Answer poll(Duration within) throws IOException {
            return browser.send(within, "GET", path + "&t=" + token(), "");
        }

        /** Polls until a packet begins so; answers pings meanwhile. */
        void await(String beginning, Duration within) throws IOException, Fault {
            long deadline = System.nanoTime() + within.toNanos();
            while (System.nanoTime() - deadline < 0) {
                Answer answer = poll(within);
                check(answer);
                List<String> packets = List.of(answer.body().split("\u001e"));
                if (packets.contains("2")) {
                    post("3");
                }
                if (packets.stream().anyMatch(packet -> packet.startsWith(beginning))) {
                    return;
                }
            }
            throw new Fault("what was asked over polling was not answered in time");
        }

        void close() throws IOException {
            tryPost("1");
        }

        private static void check(Answer answer) throws Fault {
            Limited.check(answer);
            if (answer.status() == 400 && answer.body().contains("Session ID unknown")) {
                throw new UnknownSession();
            }
            if (answer.status() != 200) {
                throw new Fault("a request of the socket was answered with " + answer.inWords() + ": "
                        + beginning(answer.body()));
            }
        }

        private static String beginning(String body) {
            String line = body.replaceAll("\\s+", " ");
            return line.substring(0, Math.min(80, line.length()));
        }
    }

    /** One WebSocket: what it has received waits here. */
    private static final class Line implements WebSocket.Listener, AutoCloseable {
        private static final String CUT = "\0cut";

        private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
        private final StringBuilder message = new StringBuilder();
        private volatile WebSocket webSocket;

        Line on(WebSocket opened) {
            webSocket = opened;
            return this;
        }

        void send(String packet) throws IOException {
            try {
                webSocket.sendText(packet, true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                throw new IOException("the WebSocket takes no message: " + words(e), e);
            }
        }

        /** The first message that begins so; fails when the connection ends before, or the time is over. */
        String await(String beginning, Duration within) throws IOException, Fault {
            long deadline = System.nanoTime() + within.toNanos();
            while (true) {
                String packet = next(deadline - System.nanoTime());
                if (packet.equals(CUT)) {
                    throw new IOException("the WebSocket was cut");
                }
                if (packet.startsWith(beginning)) {
                    return packet;
                }
            }
        }

        private String next(long nanos) throws Fault {
            try {
                String packet = received.poll(nanos, TimeUnit.NANOSECONDS);
                if (packet != null) {
                    return packet;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new Fault("the WebSocket is open, and no message arrives");
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                received.add(message.toString());
                message.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            received.add(CUT);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable problem) {
            received.add(CUT);
        }

        @Override
        public void close() {
            webSocket.abort();
        }
    }
}
