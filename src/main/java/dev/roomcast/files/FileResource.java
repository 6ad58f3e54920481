package dev.roomcast.files;

import dev.roomcast.platform.problem.Input;
import dev.roomcast.platform.rest.Answers;
import dev.roomcast.platform.rest.Positions;
import dev.roomcast.platform.security.CurrentRequest;
import dev.roomcast.sync.Position;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files over REST. Everyone who is signed in reads; editors and administrators change. */
@RequestScoped
@Path("files")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class FileResource {
    private static final String ONE = "{id: [0-9]{1,18}}";

    @Inject
    private FileService files;

    @Inject
    private FileList list;

    @Inject
    private Positions positions;

    @Inject
    private CurrentRequest current;

    @Inject
    private Input input;

    @Inject
    private Answers answers;

    /**
     * A list as clients get it.
     *
     * @param seq where the room stood just before the rows were read
     * @param epoch the epoch of {@code seq}
     */
    public record Page(List<FileView> items, long total, long seq, String epoch) {}

    @GET
    public Response list(
            @QueryParam("q") @DefaultValue("") String search,
            @QueryParam("sort") @DefaultValue("name") String sort,
            @QueryParam("page") @DefaultValue("0") String page,
            @QueryParam("size") @DefaultValue("50") String size,
            @Context Request request) {
        FileQuery query = FileQuery.of(search, sort, page, size);
        Position position = positions.of("files");
        return answers.list(request, new Page(list.page(query), list.count(query), position.seq(), position.epoch()));
    }

    @POST
    public Response create(@Nullable FileDraft draft) {
        current.requireEditor();
        FileView file = files.create(input.valid(draft));
        return answers.one(201, file, file.version())
                .location(URI.create("files/" + file.id()))
                .build();
    }

    @GET
    @Path(ONE)
    public Response find(@PathParam("id") long id) {
        return one(files.find(id));
    }

    @PUT
    @Path(ONE)
    public Response replace(
            @PathParam("id") long id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Nullable FileDraft draft) {
        current.requireEditor();
        FileDraft valid = input.valid(draft);
        return one(files.edit(id, Answers.demandedVersion(ifMatch), before -> valid));
    }

    /** Changes the fields that the body names, as RFC 7396 says. */
    @PATCH
    @Path(ONE)
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    public Response change(
            @PathParam("id") long id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Nullable JsonObject patch) {
        current.requireEditor();
        JsonObject given = input.valid(patch);
        return one(
                files.edit(id, Answers.demandedVersion(ifMatch), before -> input.valid(answers.merged(before, given))));
    }

    @DELETE
    @Path(ONE)
    public Response delete(@PathParam("id") long id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        current.requireEditor();
        files.delete(id, Answers.demandedVersion(ifMatch));
        return Response.noContent().build();
    }

    /** Pins the file, or unpins it. */
    @POST
    @Path(ONE + "/toggle")
    @Consumes(MediaType.WILDCARD)
    public Response toggle(@PathParam("id") long id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        current.requireEditor();
        return one(files.toggle(id, Answers.demandedVersion(ifMatch)));
    }

    private Response one(FileView file) {
        return answers.one(200, file, file.version()).build();
    }
}
