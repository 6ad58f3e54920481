package dev.roomcast.platform.registry;

import dev.roomcast.platform.problem.Input;
import dev.roomcast.platform.rest.Answers;
import dev.roomcast.platform.rest.JsonBody;
import dev.roomcast.platform.rest.Views;
import dev.roomcast.platform.security.CurrentRequest;
import dev.roomcast.sync.Position;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The records of one topic over REST. Unless a topic says otherwise, everyone who is signed in reads, and editors and
 * administrators change. Bodies are bound here and not by the server, which would have to know what {@code D} is.
 *
 * @param <D> what may be written of a record
 * @param <V> how it is shown
 */
public abstract class RegistryResource<D, V extends RecordView> {
    /** The path of one record. */
    protected static final String ONE = "{id: [0-9]{1,18}}";

    private final Class<D> draftType;

    @Inject
    protected CurrentRequest current;

    @Inject
    private Views views;

    @Inject
    private Input input;

    @Inject
    private Answers answers;

    /** A list as all see it who may. */
    private record ListView(String topic, ListQuery query) {}

    protected RegistryResource(Class<D> draftType) {
        this.draftType = draftType;
    }

    protected abstract RegistryService<?, D, V> service();

    /** Answers 403 unless the sender may read these records. */
    protected void checkReader() {}

    /** Answers 403 unless the sender may change these records. */
    protected void checkWriter() {
        current.requireEditor();
    }

    /** Called when a change has been committed. */
    protected void committed() {}

    @GET
    public Response list(@Context UriInfo uri, @Context Request request, @HeaderParam(Views.TOLD) @Nullable String told)
            throws SQLException {
        checkReader();
        String topic = service().topic();
        ListQuery query = ListQuery.of(service().shape(), uri.getQueryParameters());
        return views.answer(request, new ListView(topic, query), told, List.of(topic), positions -> {
            Position position = positions.getOrDefault(topic, Position.UNKNOWN);
            Rows<V> rows = service().list(query);
            return new ListPage<>(rows.items(), rows.total(), position.seq(), position.epoch());
        });
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(InputStream body) {
        checkWriter();
        D draft = input.valid(answers.bound(JsonBody.read(body), draftType));
        V made = change(() -> service().create(draft));
        return answers.one(201, made, made.version())
                .location(URI.create(service().topic() + "/" + made.id()))
                .build();
    }

    @GET
    @Path(ONE)
    public Response find(@PathParam("id") long id) {
        checkReader();
        return one(service().find(id));
    }

    @PUT
    @Path(ONE)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response replace(
            @PathParam("id") long id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, InputStream body) {
        checkWriter();
        D draft = input.valid(answers.bound(JsonBody.read(body), draftType));
        OptionalLong version = Answers.demandedVersion(ifMatch);
        return one(change(() -> service().edit(id, version, before -> draft)));
    }

    /** Changes the fields that the body names, as RFC 7396 says. */
    @PATCH
    @Path(ONE)
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    public Response patch(
            @PathParam("id") long id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, InputStream body) {
        checkWriter();
        JsonObject patch = JsonBody.read(body);
        OptionalLong version = Answers.demandedVersion(ifMatch);
        return one(change(() -> service().edit(id, version, before -> input.valid(answers.merged(before, patch)))));
    }

    @DELETE
    @Path(ONE)
    public Response delete(@PathParam("id") long id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        checkWriter();
        service().delete(id, Answers.demandedVersion(ifMatch));
        committed();
        return Response.noContent().build();
    }

    /** Turns the record's switch: pinned or not, active or not. */
    @POST
    @Path(ONE + "/toggle")
    public Response toggle(@PathParam("id") long id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        checkWriter();
        OptionalLong version = Answers.demandedVersion(ifMatch);
        return one(change(() -> service().toggle(id, version)));
    }

    private V change(Supplier<V> change) {
        V changed = change.get();
        committed();
        return changed;
    }

    private Response one(V view) {
        return answers.one(200, view, view.version()).build();
    }
}
