package dev.roomcast.platform.security;

import dev.roomcast.platform.Settings;
import dev.roomcast.platform.problem.Messages;
import dev.roomcast.platform.problem.Problem;
import dev.roomcast.platform.problem.ProblemException;
import dev.roomcast.sync.Visitor;
import dev.roomcast.sync.ee.EngineServers;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * The first thing that every request meets, REST, pages and handshakes alike: it finds out who is asking, sends those
 * who are not signed in to the sign-in page, refuses changes that a foreign page makes
 * in the user's name, and sets the headers that bind browsers. Behind it the request's principal is a {@link Visitor}.
 */
public class SessionFilter extends HttpFilter {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    @Inject
    private transient Sessions sessions;

    @Inject
    private transient CurrentRequest current;

    @Inject
    private transient Settings settings;

    @Inject
    private transient EngineServers engines;

    private transient Set<String> socketPaths = Set.of();
    private transient Set<String> allowedOrigins = Set.of();

    @Override
    public void init() {
        socketPaths = engines.all().keySet();
        allowedOrigins = settings.find(Settings.ALLOWED_ORIGINS).orElseGet(Set::of);
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
            Visitor visitor = visitor(request, language);
            admit(request, area, visitor);
            if (area == Area.PAGE && !visitor.signedIn()) {
                response.sendRedirect(request.getContextPath() + "/" + NextPage.signIn(path, request.getQueryString()));
                return;
            }
            current.begin(visitor, request.getHeader("Sync-Origin"));
            chain.doFilter(new VisitorRequest(request, visitor), response);
        } catch (ProblemException refused) {
            answer(response, refused.problem(), language);
        }
    }

    private void admit(HttpServletRequest request, Area area, Visitor visitor) {
        boolean reading = READING.contains(request.getMethod());
        boolean secured = area == Area.API || (area == Area.PAGE && !reading);
        if (secured && !visitor.signedIn()) {
            throw ProblemException.of(401, "not-signed-in");
        }
        // The socket judges origins by itself: it also has to refuse reading.
        if (area != Area.SOCKET && !reading && !Origins.accepts(request, allowedOrigins)) {
            throw ProblemException.of(403, "foreign-origin");
        }
    }

    private Visitor visitor(HttpServletRequest request, Locale language) {
        return SessionCookie.read(request)
                .flatMap(sessions::find)
                .map(user -> new Visitor(user.sessionId(), user.login(), user.role(), language))
                .orElseGet(() -> new Visitor("", "", "", language));
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

    private static void answer(HttpServletResponse response, Problem problem, Locale language) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        response.getOutputStream().write(problem.json(language).getBytes(StandardCharsets.UTF_8));
    }
}
