package dev.roomcast.admin;

import dev.roomcast.platform.Settings;
import dev.roomcast.platform.rest.Answers;
import dev.roomcast.platform.security.CurrentRequest;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** What administrators may know of the worker that answers. */
@RequestScoped
@Path("admin")
@Produces(MediaType.APPLICATION_JSON)
public class AdminResource {
    @Inject
    private Settings settings;

    @Inject
    private CurrentRequest current;

    @Inject
    private Answers answers;

    /** All settings, in the order of the README's table. */
    public record SettingsView(List<SettingView> items) {}

    @GET
    @Path("settings")
    public Response settings(@Context Request request) {
        current.requireAdministrator();
        List<SettingView> items = Settings.all().stream()
                .map(setting -> SettingView.of(setting, settings, current.language()))
                .toList();
        return answers.list(request, new SettingsView(items));
    }
}
