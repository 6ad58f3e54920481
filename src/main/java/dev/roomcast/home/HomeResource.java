package dev.roomcast.home;

import dev.roomcast.platform.Settings;
import dev.roomcast.platform.rest.Views;
import dev.roomcast.platform.security.CurrentRequest;
import dev.roomcast.platform.workers.WorkerTable;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the home page shows, each part only of topics that the reader may see. */
@RequestScoped
@Path("home")
@Produces(MediaType.APPLICATION_JSON)
public class HomeResource {
    private static final int ACTIVITY = 20;

    /** The home page as all of a role see it. */
    private record HomeOf(String role) {}

    @Inject
    private Settings settings;

    @Inject
    private CurrentRequest current;

    @Inject
    private Views views;

    @Inject
    private Counts counts;

    @Inject
    private ActivityLog activity;

    @Inject
    private WorkerTable workers;

    @GET
    public Response home(@Context Request request, @HeaderParam(Views.TOLD) @Nullable String told) throws SQLException {
        List<String> rooms =
                settings.get(Settings.ROOMS).stream().filter(current::maySee).toList();
        return views.answer(
                request,
                new HomeOf(current.role()),
                told,
                rooms,
                positions -> new HomeView(
                        counts.of(current::maySee), activity.newest(rooms, ACTIVITY), workers.all(), positions));
    }
}
