package dev.roomcast.platform.rest;

import dev.roomcast.platform.security.CurrentRequest;
import dev.roomcast.sync.ee.SyncManager;
import dev.roomcast.sync.ee.SyncStatus;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What the worker that answers holds and has done, for administrators. */
@RequestScoped
@Path("sync/status")
@Produces(MediaType.APPLICATION_JSON)
public class SyncStatusResource {
    @Inject
    private SyncManager syncManager;

    @Inject
    private CurrentRequest current;

    @GET
    public SyncStatus status() {
        current.requireAdministrator();
        return syncManager.status();
    }
}
