package dev.roomcast.categories;

import dev.roomcast.platform.registry.RegistryResource;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The categories over REST. */
@RequestScoped
@Path("categories")
@Produces(MediaType.APPLICATION_JSON)
public class CategoryResource extends RegistryResource<CategoryDraft, CategoryView> {
    @Inject
    private CategoryService categories;

    public CategoryResource() {
        super(CategoryDraft.class);
    }

    @Override
    protected CategoryService service() {
        return categories;
    }
}
