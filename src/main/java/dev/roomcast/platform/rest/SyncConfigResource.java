package dev.roomcast.platform.rest;

import dev.roomcast.sync.SyncSettings;
import dev.roomcast.sync.ee.SocketSettings;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;

/** What a page has to know of the settings. */
@RequestScoped
@Path("sync/config")
@Produces(MediaType.APPLICATION_JSON)
public class SyncConfigResource {
    @Inject
    private SyncSettings sync;

    @Inject
    private SocketSettings socket;

    /**
     * The settings in force.
     *
     * @param socketPath with the context path, as the client of the socket wants it
     */
    public record SyncConfig(
            int idleSeconds, List<String> rooms, Map<String, List<String>> dependencies, String socketPath) {}

    @GET
    public SyncConfig config(@Context HttpServletRequest request) {
        return new SyncConfig(
                sync.idleSeconds(), sync.rooms(), sync.dependencies(), request.getContextPath() + socket.path());
    }
}
