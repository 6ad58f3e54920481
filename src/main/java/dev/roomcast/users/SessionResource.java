package dev.roomcast.users;

import dev.roomcast.platform.problem.Input;
import dev.roomcast.platform.problem.ProblemException;
import dev.roomcast.platform.rest.Answers;
import dev.roomcast.platform.rest.JsonBody;
import dev.roomcast.platform.security.ClientAddress;
import dev.roomcast.platform.security.CurrentRequest;
import dev.roomcast.platform.security.SessionCookie;
import dev.roomcast.platform.security.Sessions;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Signing in, signing out, who one is, and changing one's own password. Bodies are read here and not by the server, which
 * would let a stranger fill its memory with a login without an end.
 */
@RequestScoped
@Path("session")
@Produces(MediaType.APPLICATION_JSON)
public class SessionResource {
    @Inject
    private SignIn signIn;

    @Inject
    private Sessions sessions;

    @Inject
    private Users users;

    @Inject
    private CurrentRequest current;

    @Inject
    private Input input;

    @Inject
    private Answers answers;

    @Inject
    private ClientAddress address;

    /** What signing in takes. */
    public record Credentials(
            @NotBlank @Size(max = 64) @Nullable String login,
            @NotBlank @Size(max = 1024) @Nullable String password) {

        /** Without the password, which must reach no log. */
        @Override
        public String toString() {
            return "Credentials[" + login + "]";
        }
    }

    /** What changing one's password takes. */
    public record NewPassword(
            @NotBlank @Size(max = 1024) @Nullable String current,

            @NotBlank @Size(min = 8) @Size(max = 1024) @Nullable
            String password) {

        /** Without the passwords, which must reach no log. */
        @Override
        public String toString() {
            return "NewPassword[]";
        }
    }

    /** Who one is. */
    public record Self(
            long id, String login, String fullName, String role, String language, boolean mustChangePassword) {}

    /** Signs in. The token is always a new one, and the session that the request came with ends. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response signIn(InputStream body, @Context HttpServletRequest request) {
        Credentials credentials = input.valid(answers.bound(JsonBody.read(body), Credentials.class));
        String token = signIn.signIn(
                String.valueOf(credentials.login()), String.valueOf(credentials.password()), address.of(request));
        if (current.signedIn()) {
            sessions.end(current.sessionId());
        }
        return Response.noContent()
                .header(HttpHeaders.SET_COOKIE, SessionCookie.issue(request, token))
                .build();
    }

    @GET
    public Self self() {
        return users.byLogin(current.login())
                .map(user -> new Self(
                        user.id(),
                        user.login(),
                        user.fullName(),
                        user.role(),
                        current.language().getLanguage(),
                        current.mustChangePassword()))
                .orElseThrow(() -> ProblemException.of(401, "not-signed-in"));
    }

    /** Changes one's own password. The session goes on with a new token, and one's other sessions end. */
    @POST
    @Path("password")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response changePassword(InputStream body, @Context HttpServletRequest request) {
        NewPassword wanted = input.valid(answers.bound(JsonBody.read(body), NewPassword.class));
        String token = signIn.changePassword(
                current.login(),
                current.sessionId(),
                String.valueOf(wanted.current()),
                String.valueOf(wanted.password()),
                address.of(request));
        return Response.noContent()
                .header(HttpHeaders.SET_COOKIE, SessionCookie.issue(request, token))
                .build();
    }

    /**
     * Signs out, which also closes the session's sockets on all workers. Whoever is not signed in has nothing to end
     * and hears the same.
     */
    @DELETE
    public Response signOut(@Context HttpServletRequest request) {
        if (current.signedIn()) {
            sessions.end(current.sessionId());
        }
        return Response.noContent()
                .header(HttpHeaders.SET_COOKIE, SessionCookie.clear(request))
                .build();
    }
}
