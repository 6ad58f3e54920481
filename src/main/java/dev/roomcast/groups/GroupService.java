package dev.roomcast.groups;

import dev.roomcast.platform.registry.ListShape;
import dev.roomcast.platform.registry.NameKey;
import dev.roomcast.platform.registry.Referrer;
import dev.roomcast.platform.registry.RegistryService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** Reads and changes groups. Their names are unique, and a group stays as long as it has users. */
@ApplicationScoped
@Transactional
public class GroupService extends RegistryService<Group, GroupDraft, GroupView> {
    private static final List<Referrer> REFERRERS = List.of(new Referrer("users", "app_user", "group_id", "full_name"));

    public GroupService() {
        super(
                "groups",
                Group.class,
                new ListShape().sort("name", "nameKey").searchKey("nameKey").search("description"));
    }

    @Override
    protected Group blank() {
        return new Group();
    }

    @Override
    protected GroupDraft draft(Group group) {
        return GroupDraft.of(group);
    }

    @Override
    protected void write(Group group, GroupDraft draft) {
        requireFree(group, "name", "nameKey", NameKey.of(draft.name(), Group.NAME_LENGTH));
        group.edit(draft);
    }

    @Override
    protected GroupView view(Group group) {
        return GroupView.of(group);
    }

    @Override
    protected List<Referrer> referrers() {
        return REFERRERS;
    }
}
