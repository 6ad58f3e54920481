package dev.roomcast.platform.events;

import dev.roomcast.platform.rest.JsonBody;
import dev.roomcast.platform.security.BearerToken;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lets other systems publish events, by a token, and administrators by their session. */
@RequestScoped
@Path("sync/events")
@Produces(MediaType.APPLICATION_JSON)
public class EventResource {
    @Inject
    private EventPublishing publishing;

    /** Publishes one event; the answer tells its number in each room, or null where it is kept and not published yet. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response publish(InputStream body, @Context HttpServletRequest request) {
        EventPublishing.Publisher publisher = publishing.admit(BearerToken.of(request));
        Map<String, @Nullable Long> numbers = publishing.publish(publisher, JsonBody.read(body));
        return Response.accepted(answer(numbers).toString()).build();
    }

    private static JsonObject answer(Map<String, @Nullable Long> numbers) {
        JsonObjectBuilder seq = Json.createObjectBuilder();
        numbers.forEach((room, number) -> {
            if (number == null) {
                seq.addNull(room);
            } else {
                seq.add(room, number);
            }
        });
        return Json.createObjectBuilder().add("seq", seq).build();
    }
}
