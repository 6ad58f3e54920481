package dev.roomcast.users;

import dev.roomcast.platform.problem.Problem;
import dev.roomcast.platform.problem.ProblemException;
import dev.roomcast.platform.registry.ListShape;
import dev.roomcast.platform.registry.Referrer;
import dev.roomcast.platform.registry.RegistryService;
import dev.roomcast.platform.security.Roles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;

/**
 * Reads and changes users. Logins are unique, and a user stays as long as files or registrators are theirs. Nobody takes
 * the administrator's role from oneself, nor do two from each other, so that one always remains.
 */
@ApplicationScoped
@Transactional
public class UserService extends RegistryService<User, UserDraft, UserView> {
    private static final List<Referrer> REFERRERS = List.of(
            new Referrer("files", "file", "owner_id", "name"),
            new Referrer("registrators", "registrator", "user_id", "name"));

    @Inject
    private Passwords passwords;

    @Inject
    private RightsChanges rights;

    public UserService() {
        super("users", User.class, shapeOfList());
    }

    private static ListShape shapeOfList() {
        return new ListShape("memberOf")
                .sort("login", "login")
                .sortAnyCase("name", "fullName")
                .sort("group", "memberOf.nameKey")
                .sort("role", "role")
                .sort("active", "active")
                .searchKey("login")
                .search("fullName")
                .filterFlag("active", "active")
                .filterWord("role", "role", Roles.ADMINISTRATOR, Roles.EDITOR, Roles.VIEWER)
                .filterId("group", "memberOf");
    }

    @Override
    protected User blank() {
        return new User();
    }

    @Override
    protected UserDraft draft(User user) {
        return UserDraft.of(user);
    }

    @Override
    protected void write(User user, UserDraft draft) {
        boolean known = user.id() != 0;
        requirePassword(known, draft);
        requireFree(user, "login", "login", draft.login());
        if (known && !draft.administers()) {
            requireAnAdministratorStays(user);
        }
        UserDraft before = UserDraft.of(user);
        user.edit(draft, referred(GroupOfUser.class, "groupId", draft.groupId()));
        if (draft.password() != null) {
            user.givePassword(passwords.hash(draft.password()));
        }
        if (known) {
            noteRights(user.id(), before, draft);
        }
    }

    @Override
    protected void turn(User user) {
        if (user.active()) {
            requireAnAdministratorStays(user);
        }
        user.toggle();
        if (!user.active()) {
            rights.ended(user.id());
        }
    }

    @Override
    protected void beforeDeletion(User user) {
        requireAnAdministratorStays(user);
        rights.leaving(user.id());
    }

    @Override
    protected UserView view(User user) {
        return UserView.of(user);
    }

    @Override
    protected List<Referrer> referrers() {
        return REFERRERS;
    }

    @Override
    protected String shownElsewhere(User user) {
        return user.login() + " " + user.fullName();
    }

    private boolean isOneself(User user) {
        return user.id() == request.userId();
    }

    /** To be called before a user ceases to be an administrator, if they are one. */
    private void requireAnAdministratorStays(User leaving) {
        if (isOneself(leaving)) {
            throw ProblemException.of(409, "yourself");
        }
        if (leaving.administers()) {
            requireSenderStillAdministers(leaving);
        }
    }

    /**
     * Of two administrators who take the role from each other at the same moment, the second has lost it already. Their rows
     * are locked in one order, or each would wait for the other.
     */
    private void requireSenderStillAdministers(User leaving) {
        entities.createNativeQuery("select id from app_user where id in (?1, ?2) order by id for update")
                .setParameter(1, request.userId())
                .setParameter(2, leaving.id())
                .getResultList();
        User sender = entities.find(User.class, request.userId());
        if (sender == null || !sender.administers()) {
            throw ProblemException.of(403, "forbidden");
        }
    }

    private static void requirePassword(boolean known, UserDraft draft) {
        if (!known && draft.password() == null) {
            throw new ProblemException(Problem.ofField(400, "invalid-input", "password", "field.NotNull"));
        }
    }

    private void noteRights(long id, UserDraft before, UserDraft after) {
        if (after.password() != null || (before.active() && !after.active())) {
            rights.ended(id);
        } else if (!before.role().equals(after.role()) || !before.login().equals(after.login())) {
            rights.changed(id);
        }
    }
}
