package dev.roomcast.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DependenciesTest {
    private final Dependencies dependencies =
            new Dependencies(List.of("files", "categories", "registrators", "users"), Dependencies.DEFAULT);

    @Test
    void aTopicReachesItsOwnRoomAndItsDependants() {
        assertEquals(List.of("files"), dependencies.rooms("files"));
        assertEquals(List.of("categories", "files"), dependencies.rooms("categories"));
        assertEquals(List.of("registrators", "files"), dependencies.rooms("registrators"));
    }

    @Test
    void aTopicWithoutRoomsIsGlobal() {
        assertEquals(List.of(Emission.GLOBAL), dependencies.rooms("weather"));
        Dependencies none = new Dependencies(List.of(), Map.of("a", List.of("b")));
        assertEquals(List.of(Emission.GLOBAL), none.rooms("a"));
    }

    @Test
    void namedRoomsStandInForTheTopicsOwnAndItsDependantsHearToo() {
        assertEquals(List.of("users"), dependencies.rooms("files", List.of("users", "gone", "users")));
        assertEquals(List.of("users", "files"), dependencies.rooms("categories", List.of("users")));
        assertEquals(List.of("users"), dependencies.rooms("weather", List.of("users")));
        assertEquals(List.of("files", "categories"), dependencies.rooms("categories", List.of("files", "categories")));
    }

    @Test
    void aNamedRoomThatDoesNotExistIsNotEverybody() {
        assertEquals(List.of(), dependencies.rooms("weather", List.of("gone")));
        assertEquals(List.of(Emission.GLOBAL), dependencies.rooms("files", List.of("users", Emission.GLOBAL)));
        assertEquals(List.of("categories", "files"), dependencies.rooms("categories", List.of()));
    }

    @Test
    void aTopicWithoutARoomOfItsOwnReachesItsDependants() {
        Dependencies tags = new Dependencies(List.of("files"), Map.of("tags", List.of("files", "files", "gone")));
        assertEquals(List.of("files"), tags.rooms("tags"));
    }
}
