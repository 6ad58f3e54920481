package dev.roomcast.platform.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.sync.Visitor;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppRoomPolicyTest {
    private final AppRoomPolicy policy = new AppRoomPolicy();

    @ParameterizedTest
    @CsvSource({
        "index,true",
        "files,true",
        "categories,true",
        "registrators,true",
        "users,false",
        "groups,false",
        "admin,false"
    })
    void roomsAreForThoseWhoSeeThePage(String room, boolean forAll) {
        Visitor viewer = new Visitor("s", "v", Roles.VIEWER, Locale.ENGLISH);
        Visitor administrator = new Visitor("s", "a", Roles.ADMINISTRATOR, Locale.ENGLISH);
        assertEquals(forAll, policy.mayJoin(viewer, room));
        assertTrue(policy.mayJoin(administrator, room));
        assertFalse(policy.mayJoin(Visitor.ANONYMOUS, room));
        assertFalse(policy.mayConnect(Visitor.ANONYMOUS));
        assertTrue(policy.mayConnect(viewer));
    }
}
