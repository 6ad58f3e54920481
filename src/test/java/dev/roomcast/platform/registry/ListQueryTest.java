package dev.roomcast.platform.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.roomcast.platform.problem.ProblemException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListQueryTest {
    private static final ListShape SHAPE = new ListShape("group")
            .sort("name", "nameKey")
            .filterFlag("active", "active")
            .filterId("group", "group")
            .filterWord("role", "role", "editor", "viewer")
            .filterPrefix("type", "mediaType");

    @Test
    void withoutParametersItIsTheFirstPageByName() {
        assertEquals(new ListQuery("", "name", false, Map.of(), 0, 50), ListQuery.of(SHAPE, Map.of()));
    }

    @Test
    void readsWhatIsAskedFor() {
        Map<String, List<String>> parameters = Map.of(
                "q", List.of(" a "),
                "sort", List.of("-changed"),
                "page", List.of("2"),
                "size", List.of("10"),
                "active", List.of("true"),
                "group", List.of("7"),
                "role", List.of(""),
                "other", List.of("is nobody's"));
        ListQuery expected = new ListQuery("a", "changed", true, Map.of("active", "true", "group", "7"), 2, 10);
        assertEquals(expected, ListQuery.of(SHAPE, parameters));
    }

    @ParameterizedTest
    @CsvSource({
        "sort,id;drop",
        "sort,-",
        "sort,''",
        "page,-1",
        "page,x",
        "page,1000001",
        "size,0",
        "size,501",
        "size,''",
        "page,99999999999",
        "active,yes",
        "active,TRUE",
        "group,x",
        "group,-1",
        "group,9999999999999999999",
        "role,administrator",
        "role,editor|viewer",
        "type,image/png",
        "type,%",
        "type,_"
    })
    void refusesWhatMakesNoSenseByItsName(String parameter, String value) {
        ProblemException refused =
                assertThrows(ProblemException.class, () -> ListQuery.of(SHAPE, Map.of(parameter, List.of(value))));
        assertEquals(400, refused.problem().status());
        assertEquals(List.of(parameter), refused.problem().arguments());
    }

    @Test
    void aSearchHasItsBound() {
        assertThrows(ProblemException.class, () -> ListQuery.of(SHAPE, Map.of("q", List.of("x".repeat(201)))));
    }
}
