package dev.roomcast.platform.events;

import dev.roomcast.platform.registry.ListPage;
import dev.roomcast.platform.rest.Answers;
import dev.roomcast.platform.rest.JsonBody;
import dev.roomcast.platform.rest.Positions;
import dev.roomcast.platform.security.CurrentRequest;
import dev.roomcast.sync.Position;
import dev.roomcast.sync.SyncSettings;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;

/** The tokens of other systems, for administrators: listed, made and revoked. */
@RequestScoped
@Path("sync/tokens")
@Produces(MediaType.APPLICATION_JSON)
public class TokenResource {
    /** The room whose pages show them. */
    private static final String ROOM = "admin";

    @Inject
    private EventTokens tokens;

    @Inject
    private CurrentRequest current;

    @Inject
    private Positions positions;

    @Inject
    private Answers answers;

    @Inject
    private SyncSettings sync;

    @Inject
    private InstantSource clock;

    @GET
    public Response list(@Context Request request) {
        current.requireAdministrator();
        Position position = positions.of(ROOM);
        List<EventToken> all = tokens.all();
        return answers.list(request, new ListPage<>(all, all.size(), position.seq(), position.epoch()));
    }

    /** Makes a token; the answer is the only one that ever holds its secret. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response make(InputStream body) {
        current.requireAdministrator();
        TokenDraft draft = TokenDraft.read(JsonBody.read(body), sync.rooms(), clock.instant());
        EventTokens.Made made = tokens.make(draft);
        return Response.created(URI.create("sync/tokens/" + made.token().id()))
                .entity(made)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @DELETE
    @Path("{id: [0-9]{1,18}}")
    public Response revoke(@PathParam("id") long id) {
        current.requireAdministrator();
        tokens.revoke(id);
        return Response.noContent().build();
    }
}
