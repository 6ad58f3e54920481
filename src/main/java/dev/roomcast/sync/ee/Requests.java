package dev.roomcast.sync.ee;

import dev.roomcast.sync.Visitor;
import dev.roomcast.sync.engineio.EngineRequest;
import dev.roomcast.sync.engineio.HttpAnswer;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Translates between servlets and Engine.IO. */
final class Requests {
    private Requests() {}

    /** The container's own request beneath those that filters have put around it. */
    static ServletRequest innermost(ServletRequest request) {
        ServletRequest own = request;
        while (own instanceof ServletRequestWrapper wrapper) {
            own = wrapper.getRequest();
        }
        return own;
    }

    static EngineRequest of(HttpServletRequest request, boolean upgrade) {
        Visitor visitor = request.getUserPrincipal() instanceof Visitor known ? known : Visitor.ANONYMOUS;
        return new EngineRequest(
                request.getMethod(),
                upgrade,
                request.getScheme(),
                query(Objects.requireNonNullElse(request.getQueryString(), "")),
                headers(request),
                request.getRemoteAddr(),
                visitor);
    }

    private static Map<String, String> headers(HttpServletRequest request) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name, String.join(",", Collections.list(request.getHeaders(name))));
        }
        return headers;
    }

    /** The parameters of the query alone: a body is not to be touched here. */
    private static Map<String, String> query(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decoded(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return encoded;
        }
    }

    /** Writes status and headers; the body is for the caller to write. */
    static byte[] writeHead(HttpAnswer answer, HttpServletResponse response) {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        if (!answer.contentType().isEmpty()) {
            response.setContentType(answer.contentType());
        }
        response.setContentLength(body.length);
        return body;
    }

    static void write(HttpAnswer answer, HttpServletResponse response) throws IOException {
        response.getOutputStream().write(writeHead(answer, response));
    }
}
