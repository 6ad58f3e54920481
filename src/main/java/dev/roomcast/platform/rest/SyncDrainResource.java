package dev.roomcast.platform.rest;

import dev.roomcast.platform.security.CurrentRequest;
import dev.roomcast.sync.ee.SyncManager;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Lets an operator empty this worker before stopping it. */
@RequestScoped
@Path("sync/drain")
public class SyncDrainResource {
    @Inject
    private SyncManager syncManager;

    @Inject
    private CurrentRequest current;

    /** Answers at once; the worker leaves from now on. */
    @POST
    public Response drain() {
        current.requireAdministrator();
        syncManager.drain();
        return Response.accepted().build();
    }
}
