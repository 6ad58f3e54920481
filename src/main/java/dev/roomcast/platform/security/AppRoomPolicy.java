package dev.roomcast.platform.security;

import dev.roomcast.sync.RoomPolicy;
import dev.roomcast.sync.Visitor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/**
 * Who may join a room is who may see its page: everyone who is signed in, and for users, groups and administration the
 * administrators alone.
 */
@ApplicationScoped
public class AppRoomPolicy implements RoomPolicy {
    private static final Set<String> FOR_ADMINISTRATORS = Set.of("users", "groups", "admin");

    @Override
    public boolean mayConnect(Visitor visitor) {
        return visitor.signedIn();
    }

    @Override
    public boolean mayJoin(Visitor visitor, String room) {
        return visitor.signedIn() && (visitor.role().equals(Roles.ADMINISTRATOR) || !FOR_ADMINISTRATORS.contains(room));
    }
}
