package dev.roomcast.platform.security;

import dev.roomcast.platform.Settings;
import dev.roomcast.platform.problem.Messages;
import dev.roomcast.platform.problem.Problem;
import dev.roomcast.platform.problem.ProblemException;
import dev.roomcast.sync.Visitor;
import dev.roomcast.sync.ee.EngineServers;
import dev.roomcast.sync.engineio.OriginPolicy;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The first thing that every request meets, REST, pages and handshakes alike: it finds out who is asking, sends those
 * who are not signed in to the sign-in page and those who must choose a new password to where they do, refuses changes
 * that a foreign page makes in the user's name, and sets the headers that bind browsers. Behind it the request's
 * principal is a {@link Visitor}.
 */
public class SessionFilter extends HttpFilter {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final String PASSWORD_PAGE = "/password.html";

    /** What is open to those who must choose a new password first, beside the session itself. */
    private static final Set<String> WITHOUT_NEW_PASSWORD = Set.of("/api/session/password", "/api/sync/config");

    @Inject
    private transient Sessions sessions;

    @Inject
    private transient CurrentRequest current;

    @Inject
    private transient Settings settings;

    @Inject
    private transient EngineServers engines;

    @Inject
    private transient ContainerSignIn containerSignIn;

    private transient Set<String> socketPaths = Set.of();
    private transient OriginPolicy origins = new OriginPolicy(Set.of());
    private transient boolean acceptsContainer;

    @Override
    public void init() {
        socketPaths = engines.all().keySet();
        origins = new OriginPolicy(settings.find(Settings.ALLOWED_ORIGINS).orElseGet(Set::of));
        acceptsContainer = settings.get(Settings.AUTH_CONTAINER);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        setHeaders(response);
        Locale language = Messages.languageOf(request.getHeader("Accept-Language"));
        String path = path(request);
        Area area = Area.of(path, socketPaths);
        if (area == Area.FREE) {
            chain.doFilter(request, response);
            return;
        }
        try {
            boolean byToken = area == Area.EVENTS && BearerToken.of(request).isPresent();
            Optional<SessionUser> user = byToken ? Optional.empty() : user(request, response);
            Visitor visitor = visitor(user, area, language);
            if (!byToken) {
                // A foreign page has no token to send, so that neither cookie nor origin says anything.
                admit(request, area, visitor, user);
            }
            Optional<String> elsewhere = elsewhere(request, area, user);
            if (elsewhere.isPresent()) {
                // Not absolute, as servers make it: behind a proxy that speaks TLS it would lead to plain HTTP.
                response.setStatus(HttpServletResponse.SC_FOUND);
                response.setHeader("Location", request.getContextPath() + "/" + elsewhere.get());
                return;
            }
            current.begin(visitor, user, request.getHeader("Sync-Origin"));
            chain.doFilter(new VisitorRequest(request, visitor), response);
        } catch (ProblemException refused) {
            answer(response, refused.problem(), area, language);
        }
    }

    private Optional<SessionUser> user(HttpServletRequest request, HttpServletResponse response) {
        Optional<SessionUser> session = SessionCookie.read(request).flatMap(sessions::find);
        Principal known = acceptsContainer ? request.getUserPrincipal() : null;
        return known == null ? session : Optional.of(containerSignIn.enter(known, session, request, response));
    }

    /** Whoever must choose a new password first is nobody to the socket. */
    private static Visitor visitor(Optional<SessionUser> user, Area area, Locale language) {
        return user.filter(found -> area != Area.SOCKET || !found.mustChangePassword())
                .map(found -> new Visitor(found.sessionId(), found.login(), found.role(), language))
                .orElseGet(() -> new Visitor("", "", "", language));
    }

    /** The page to go to before the one that was asked for; empty for those who may see it, and for all but pages. */
    private static Optional<String> elsewhere(HttpServletRequest request, Area area, Optional<SessionUser> user) {
        String path = path(request);
        if (area != Area.PAGE) {
            return Optional.empty();
        }
        if (user.isEmpty()) {
            return Optional.of(NextPage.behind("sign-in.html", path, request.getQueryString()));
        }
        return user.get().mustChangePassword() && !path.equals(PASSWORD_PAGE)
                ? Optional.of(NextPage.behind(PASSWORD_PAGE.substring(1), path, request.getQueryString()))
                : Optional.empty();
    }

    private void admit(HttpServletRequest request, Area area, Visitor visitor, Optional<SessionUser> user) {
        boolean reading = READING.contains(request.getMethod());
        boolean api = area == Area.API || area == Area.EVENTS;
        boolean secured = api || (area == Area.PAGE && !reading);
        if (secured && !visitor.signedIn()) {
            throw ProblemException.of(401, "not-signed-in");
        }
        // The socket judges origins by itself: it also has to refuse reading.
        if (area != Area.SOCKET && !reading && !Origins.accepts(request, origins)) {
            throw ProblemException.of(403, "foreign-origin");
        }
        boolean mustChange = user.map(SessionUser::mustChangePassword).orElse(false);
        if (api && mustChange && !WITHOUT_NEW_PASSWORD.contains(path(request))) {
            throw ProblemException.of(403, "password-change-required");
        }
        String query = request.getQueryString();
        if (query != null && query.contains("%00")) {
            // PostgreSQL takes no such text, neither to keep nor to look for.
            throw ProblemException.of(400, "bad-text");
        }
    }

    private static void setHeaders(HttpServletResponse response) {
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        // Browsers keep what they have got, but ask each time whether it is still true.
        response.setHeader("Cache-Control", "private, no-cache");
    }

    private static String path(HttpServletRequest request) {
        String info = request.getPathInfo();
        String path = request.getServletPath() + (info == null ? "" : info);
        return path.isEmpty() ? "/" : path;
    }

    private static void answer(HttpServletResponse response, Problem problem, Area area, Locale language)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        boolean page = area == Area.PAGE;
        response.setStatus(problem.status());
        response.setContentType(page ? "text/plain;charset=UTF-8" : Problem.MEDIA_TYPE);
        String body = page ? problem.text(language) : problem.json(language);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        // Whoever failed may have announced the length of something else.
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
