package dev.roomcast.platform.rest;

import dev.roomcast.sync.BusState;
import dev.roomcast.sync.ee.SyncManager;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/**
 * How the worker is, for proxies and alerts. A worker that has lost the bus stays ready: an outage of Redis must not
 * take all workers out of the proxy at once.
 */
@RequestScoped
@Path("health")
@Produces(MediaType.APPLICATION_JSON)
public class HealthResource {
    @Inject
    private SyncManager syncManager;

    @GET
    @Path("live")
    public Response live() {
        return answer(true);
    }

    @GET
    @Path("ready")
    public Response ready() {
        return syncManager.draining() ? answer(503, "DRAINING") : answer(syncManager.ready());
    }

    @GET
    @Path("bus")
    public Response bus() {
        return answer(syncManager.busState() == BusState.UP);
    }

    private Response answer(boolean well) {
        return well ? answer(200, "UP") : answer(503, "DOWN");
    }

    private Response answer(int code, String status) {
        Map<String, String> body =
                Map.of("status", status, "bus", syncManager.busState().name());
        return Response.status(code).entity(body).build();
    }
}
