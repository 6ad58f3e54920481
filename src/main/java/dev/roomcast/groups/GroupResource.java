package dev.roomcast.groups;

import dev.roomcast.platform.registry.RegistryResource;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The groups over REST, for administrators alone. */
@RequestScoped
@Path("groups")
@Produces(MediaType.APPLICATION_JSON)
public class GroupResource extends RegistryResource<GroupDraft, GroupView> {
    @Inject
    private GroupService groups;

    public GroupResource() {
        super(GroupDraft.class);
    }

    @Override
    protected GroupService service() {
        return groups;
    }

    @Override
    protected void checkReader() {
        current.requireAdministrator();
    }

    @Override
    protected void checkWriter() {
        current.requireAdministrator();
    }
}
