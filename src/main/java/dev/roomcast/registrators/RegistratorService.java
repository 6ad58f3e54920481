package dev.roomcast.registrators;

import dev.roomcast.platform.registry.ListShape;
import dev.roomcast.platform.registry.Referrer;
import dev.roomcast.platform.registry.RegistryService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** Reads and changes registrators. Their serial numbers are unique, and one stays as long as there are files of it. */
@ApplicationScoped
@Transactional
public class RegistratorService extends RegistryService<Registrator, RegistratorDraft, RegistratorView> {
    private static final List<Referrer> REFERRERS = List.of(new Referrer("files", "file", "registrator_id", "name"));

    public RegistratorService() {
        super("registrators", Registrator.class, shapeOfList());
    }

    private static ListShape shapeOfList() {
        return new ListShape("user")
                .sort("name", "nameKey")
                .sortAnyCase("serial", "serialNumber")
                .sortAnyCase("user", "user.fullName")
                .sort("active", "active")
                .searchKey("nameKey")
                .search("serialNumber")
                .filterFlag("active", "active")
                .filterId("user", "user");
    }

    @Override
    protected Registrator blank() {
        return new Registrator();
    }

    @Override
    protected RegistratorDraft draft(Registrator registrator) {
        return RegistratorDraft.of(registrator);
    }

    @Override
    protected void write(Registrator registrator, RegistratorDraft draft) {
        requireFree(registrator, "serialNumber", "serialNumber", draft.serialNumber());
        registrator.edit(draft, referred(UserOfRegistrator.class, "userId", draft.userId()));
    }

    @Override
    protected void turn(Registrator registrator) {
        registrator.toggle();
    }

    @Override
    protected RegistratorView view(Registrator registrator) {
        return RegistratorView.of(registrator);
    }

    @Override
    protected List<Referrer> referrers() {
        return REFERRERS;
    }
}
