package dev.roomcast.sync.engineio;

import dev.roomcast.sync.JsonText;
import dev.roomcast.sync.OutboundQueue;
import dev.roomcast.sync.TimerWheel;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * An Engine.IO v4 server without a container: the adapters bring it HTTP requests and WebSockets, on any thread, and
 * it answers them, keeps the sessions and tells the application of new ones. It never blocks.
 */
public final class EngineServer {
    private static final String POLLING = "polling";
    private static final Map<String, String> PLAIN_WEBSOCKET = Map.of("EIO", "4", "transport", "websocket");
    private static final String WEBSOCKET = "websocket";
    /** No error of the protocol: neither the client nor its request is at fault, and a proxy may ask the next server. */
    private static final HttpAnswer LEAVING = HttpAnswer.empty(503).with(Map.of("Retry-After", "1"));

    private final EngineSettings settings;
    private final EngineApplication application;
    private final TimerWheel wheel;
    private final SecureRandom random;
    private final OriginPolicy origins;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private volatile boolean leaving;
    private volatile boolean stopped;

    /** @param wheel carries the deadlines of all sessions; whoever made it turns it */
    public EngineServer(EngineSettings settings, EngineApplication application, TimerWheel wheel, SecureRandom random) {
        this.settings = settings;
        this.application = application;
        this.wheel = wheel;
        this.random = random;
        this.origins = new OriginPolicy(settings.allowedOrigins());
    }

    public EngineSettings settings() {
        return settings;
    }

    /** How many sessions there are. */
    public int size() {
        return sessions.size();
    }

    /**
     * Takes an HTTP request that does not ask for a WebSocket.
     *
     * @return where to bring the request's body, if it is wanted; otherwise the request is answered or held already
     */
    public Optional<PostBody> http(EngineRequest request, HttpReply plainReply) {
        Map<String, String> cors = origins.corsHeaders(request);
        HttpReply reply = answer -> plainReply.send(answer.with(cors));
        if (request.method().equals("OPTIONS") && !cors.isEmpty()) {
            reply.send(preflight(request));
            return Optional.empty();
        }
        Optional<HttpAnswer> refusal = refusal(request);
        if (refusal.isPresent()) {
            reply.send(refusal.get());
            return Optional.empty();
        }
        Optional<Session> known = find(request);
        if (known.isEmpty()) {
            Session session = open(request);
            session.greet(application, greeting(session, List.of(WEBSOCKET)));
            session.poll(reply);
            endIfStopped(session);
            return Optional.empty();
        }
        return dispatch(known.get(), request, reply);
    }

    private Optional<PostBody> dispatch(Session session, EngineRequest request, HttpReply reply) {
        switch (request.method()) {
            case "GET" -> session.poll(reply);
            case "POST" -> {
                return post(session, request, reply);
            }
            default -> reply.send(EngineError.BAD_HANDSHAKE_METHOD.answer());
        }
        return Optional.empty();
    }

    private Optional<PostBody> post(Session session, EngineRequest request, HttpReply reply) {
        if (request.header("Content-Type").startsWith("application/octet-stream")) {
            reply.send(EngineError.BAD_REQUEST.answer());
            session.close(CloseReason.TRANSPORT_ERROR);
            return Optional.empty();
        }
        return session.post(reply);
    }

    private static HttpAnswer preflight(EngineRequest request) {
        String wanted = request.header("Access-Control-Request-Headers");
        Map<String, String> allowed = Map.of("Access-Control-Allow-Methods", "GET, POST");
        return HttpAnswer.empty(204)
                .with(allowed)
                .with(wanted.isEmpty() ? Map.of() : Map.of("Access-Control-Allow-Headers", wanted));
    }

    /** Why a request to become a WebSocket is to be refused before the container's handshake; empty when it is welcome. */
    public Optional<HttpAnswer> refuseUpgrade(EngineRequest request) {
        return refusal(request);
    }

    /**
     * Takes a WebSocket that has just opened.
     *
     * @return where to report what it receives; empty when it was refused, and closed, after all
     */
    public Optional<WebSocketLink> webSocket(EngineRequest request, WebSocketTransport transport) {
        if (refusal(request).isPresent()) {
            transport.close(1008);
            return Optional.empty();
        }
        Optional<Session> known = find(request);
        if (known.isPresent()) {
            return Optional.of(known.get().probe(transport));
        }
        Session session = open(request);
        WebSocketLink link = session.carryBy(transport);
        session.greet(application, greeting(session, List.of()));
        session.begin();
        endIfStopped(session);
        return Optional.of(link);
    }

    private Optional<HttpAnswer> refusal(EngineRequest request) {
        boolean handshake = request.parameter("sid").isEmpty();
        return handshake && leaving ? Optional.of(LEAVING) : error(request).map(EngineError::answer);
    }

    /** The verification of protocol section 1.3, in its order. */
    private Optional<EngineError> error(EngineRequest request) {
        String transport = request.parameter("transport");
        if (!transport.equals(POLLING) && !transport.equals(WEBSOCKET)) {
            return Optional.of(EngineError.TRANSPORT_UNKNOWN);
        }
        if (request.header("Origin").chars().anyMatch(c -> c < ' ' || c == 0x7F)) {
            return Optional.of(EngineError.BAD_REQUEST);
        }
        if (!origins.allows(request)) {
            return Optional.of(EngineError.FORBIDDEN);
        }
        return request.parameter("sid").isEmpty() ? handshakeRefusal(request) : sessionRefusal(request);
    }

    private Optional<EngineError> sessionRefusal(EngineRequest request) {
        Optional<Session> session = find(request);
        if (session.isEmpty() || !session.get().alive()) {
            return Optional.of(EngineError.UNKNOWN_SID);
        }
        boolean fitting = request.upgrade()
                ? request.parameter("transport").equals(WEBSOCKET)
                : request.parameter("transport").equals(POLLING)
                        && session.get().isPolling();
        boolean sameVersion = request.parameter("EIO").equals("4");
        return fitting && sameVersion ? Optional.empty() : Optional.of(EngineError.BAD_REQUEST);
    }

    private Optional<EngineError> handshakeRefusal(EngineRequest request) {
        if (!request.method().equals("GET")) {
            return Optional.of(EngineError.BAD_HANDSHAKE_METHOD);
        }
        if (request.parameter("transport").equals(WEBSOCKET) != request.upgrade()) {
            return Optional.of(EngineError.BAD_REQUEST);
        }
        if (!application.admits(request.visitor())) {
            return Optional.of(EngineError.FORBIDDEN);
        }
        return request.parameter("EIO").equals("4") ? Optional.empty() : Optional.of(EngineError.UNSUPPORTED_VERSION);
    }

    private Optional<Session> find(EngineRequest request) {
        return Optional.ofNullable(sessions.get(request.parameter("sid")));
    }

    private Session open(EngineRequest request) {
        Handshake handshake = new Handshake(request.visitor(), query(request), request.remoteAddress());
        OutboundQueue queue =
                new OutboundQueue(settings.maxQueuedFrames(), settings.maxQueuedBytes(), application::resync);
        Session session = new Session(newSid(), handshake, this, queue);
        sessions.put(session.id(), session);
        return session;
    }

    /** One map for all those who ask for nothing special, which each session keeps. */
    private static Map<String, String> query(EngineRequest request) {
        return request.query().equals(PLAIN_WEBSOCKET) ? PLAIN_WEBSOCKET : Map.copyOf(request.query());
    }

    /**
     * The worker's route, if it has one, with a dot, which neither it nor what follows contains: {@code w1} is never taken
     * for {@code w12}. Then 120 random bits as 20 characters.
     */
    private String newSid() {
        byte[] bytes = new byte[15];
        random.nextBytes(bytes);
        String route = settings.route().isEmpty() ? "" : settings.route() + ".";
        return route + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private String greeting(Session session, List<String> upgrades) {
        Map<String, Object> open = new LinkedHashMap<>();
        open.put("sid", session.id());
        open.put("upgrades", upgrades);
        open.put("pingInterval", settings.pingIntervalMs());
        open.put("pingTimeout", settings.pingTimeoutMs());
        open.put("maxPayload", settings.maxPayload());
        return "0" + JsonText.of(open);
    }

    /** Refuses new sessions from now on, with a 503; those there are go on. Idempotent. */
    public void leave() {
        leaving = true;
    }

    /** Ends all sessions and refuses new ones. Idempotent. */
    public void stop() {
        leaving = true;
        stopped = true;
        sessions.values().forEach(EngineServer::end);
    }

    /** Without this, a session that opens just while the server stops would outlive it. */
    private void endIfStopped(Session session) {
        if (stopped) {
            end(session);
        }
    }

    private static void end(Session session) {
        session.close(CloseReason.SERVER_SHUTTING_DOWN);
        session.finish();
    }

    TimerWheel wheel() {
        return wheel;
    }

    long sendTimeout() {
        return TimeUnit.MILLISECONDS.toNanos(settings.sendTimeoutMs());
    }

    void forget(Session session) {
        sessions.remove(session.id());
    }
}
