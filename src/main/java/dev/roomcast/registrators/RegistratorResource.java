package dev.roomcast.registrators;

import dev.roomcast.platform.registry.RegistryResource;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The registrators over REST. */
@RequestScoped
@Path("registrators")
@Produces(MediaType.APPLICATION_JSON)
public class RegistratorResource extends RegistryResource<RegistratorDraft, RegistratorView> {
    @Inject
    private RegistratorService registrators;

    public RegistratorResource() {
        super(RegistratorDraft.class);
    }

    @Override
    protected RegistratorService service() {
        return registrators;
    }
}
