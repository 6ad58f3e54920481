package dev.roomcast.arch;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The walls of the project stand. */
class ArchitectureTest {

    private static final String FIXTURES = "dev.roomcast.arch.fixture";

    private final ArchitectureRules rules = new ArchitectureRules("dev.roomcast");

    @TestFactory
    Stream<DynamicTest> product() {
        JavaClasses product = new ClassFileImporter().importPath(Path.of("target", "classes"));
        return ofTheProduct().entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(), () -> rule.getValue().check(product)));
    }

    @Test
    void tests() {
        ImportOption withoutFixtures = location -> !location.contains(FIXTURES.replace('.', '/'));
        rules.testsKnowTheirPlace()
                .check(new ClassFileImporter()
                        .withImportOption(withoutFixtures)
                        .importPath(Path.of("target", "test-classes")));
    }

    private Map<String, ArchRule> ofTheProduct() {
        var named = new LinkedHashMap<String, ArchRule>();
        named.put("the core is plain Java", rules.coreIsPlainJava());
        named.put("layers add what they are for", rules.layersAddWhatTheyAreFor());
        named.put("libraries have one home", rules.librariesHaveOneHome());
        named.put("features stand alone", rules.featuresStandAlone());
        named.put("no cycles", rules.noCycles());
        named.put("only transports send", rules.onlyTransportsSend());
        named.put("no threads of our own", rules.noThreadsOfOurOwn());
        named.put("the core takes time from outside", rules.coreTakesTimeFromOutside());
        named.put("one observer of commits", rules.oneObserverOfCommits());
        named.put("plain wiring and values", rules.plainWiringAndValues());
        named.put("no defaults", rules.noDefaults());
        return named;
    }
}
