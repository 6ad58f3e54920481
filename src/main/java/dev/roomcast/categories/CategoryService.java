package dev.roomcast.categories;

import dev.roomcast.platform.registry.ListShape;
import dev.roomcast.platform.registry.NameKey;
import dev.roomcast.platform.registry.Referrer;
import dev.roomcast.platform.registry.RegistryService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** Reads and changes categories. Their names are unique, and a category stays as long as files are filed under it. */
@ApplicationScoped
@Transactional
public class CategoryService extends RegistryService<Category, CategoryDraft, CategoryView> {
    private static final List<Referrer> REFERRERS = List.of(new Referrer("files", "file", "category_id", "name"));

    public CategoryService() {
        super("categories", Category.class, shapeOfList());
    }

    private static ListShape shapeOfList() {
        return new ListShape()
                .sort("name", "nameKey")
                .sort("retention", "retentionDays")
                .sort("active", "active")
                .searchKey("nameKey")
                .filterFlag("active", "active");
    }

    @Override
    protected Category blank() {
        return new Category();
    }

    @Override
    protected CategoryDraft draft(Category category) {
        return CategoryDraft.of(category);
    }

    @Override
    protected void write(Category category, CategoryDraft draft) {
        requireFree(category, "name", "nameKey", NameKey.of(draft.name(), Category.NAME_LENGTH));
        category.edit(draft);
    }

    @Override
    protected void turn(Category category) {
        category.toggle();
    }

    @Override
    protected CategoryView view(Category category) {
        return CategoryView.of(category);
    }

    @Override
    protected List<Referrer> referrers() {
        return REFERRERS;
    }
}
