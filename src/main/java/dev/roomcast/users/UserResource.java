package dev.roomcast.users;

import dev.roomcast.platform.registry.RegistryResource;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The users over REST, for administrators alone. */
@RequestScoped
@Path("users")
@Produces(MediaType.APPLICATION_JSON)
public class UserResource extends RegistryResource<UserDraft, UserView> {
    @Inject
    private UserService users;

    @Inject
    private RightsChanges rights;

    public UserResource() {
        super(UserDraft.class);
    }

    @Override
    protected UserService service() {
        return users;
    }

    @Override
    protected void checkReader() {
        current.requireAdministrator();
    }

    @Override
    protected void checkWriter() {
        current.requireAdministrator();
    }

    @Override
    protected void committed() {
        rights.takeEffect();
    }
}
