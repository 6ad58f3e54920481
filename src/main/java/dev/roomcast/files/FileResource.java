package dev.roomcast.files;

import dev.roomcast.platform.registry.RegistryResource;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The files over REST, apart from their contents. */
@RequestScoped
@Path("files")
@Produces(MediaType.APPLICATION_JSON)
public class FileResource extends RegistryResource<FileDraft, FileView> {
    @Inject
    private FileService files;

    public FileResource() {
        super(FileDraft.class);
    }

    @Override
    protected FileService service() {
        return files;
    }
}
