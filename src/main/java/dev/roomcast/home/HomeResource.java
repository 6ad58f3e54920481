package dev.roomcast.home;

import dev.roomcast.platform.Settings;
import dev.roomcast.platform.rest.Answers;
import dev.roomcast.platform.rest.Positions;
import dev.roomcast.platform.security.CurrentRequest;
import dev.roomcast.platform.workers.WorkerTable;
import dev.roomcast.sync.Position;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the home page shows, each part only of topics that the reader may see. */
@RequestScoped
@Path("home")
@Produces(MediaType.APPLICATION_JSON)
public class HomeResource {
    private static final int ACTIVITY = 20;

    @Inject
    private Settings settings;

    @Inject
    private CurrentRequest current;

    @Inject
    private Positions positions;

    @Inject
    private Counts counts;

    @Inject
    private ActivityLog activity;

    @Inject
    private WorkerTable workers;

    @Inject
    private Answers answers;

    @GET
    public Response home(@Context Request request) throws SQLException {
        List<String> rooms =
                settings.get(Settings.ROOMS).stream().filter(current::maySee).toList();
        Map<String, Position> before = new LinkedHashMap<>();
        rooms.forEach(room -> before.put(room, positions.of(room)));
        return answers.list(
                request,
                new HomeView(counts.of(current::maySee), activity.newest(rooms, ACTIVITY), workers.all(), before));
    }
}
