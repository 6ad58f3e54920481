package dev.roomcast.arch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every rule is red on classes that break it, and names each of them. */
class ArchitectureRulesTest {

    private static final String ROOT = "dev.roomcast.arch.fixture";
    private static final JavaClasses FIXTURES = new ClassFileImporter().importPackages(ROOT);

    private final ArchitectureRules rules = new ArchitectureRules(ROOT);

    @Test
    void coreIsPlainJava() {
        assertRed(rules.coreIsPlainJava(), "sync.KnowsJson", "sync.KnowsSql");
    }

    @Test
    void layersAddWhatTheyAreFor() {
        assertRed(
                rules.layersAddWhatTheyAreFor(),
                "sync.engineio.KnowsServlets",
                "sync.redis.KnowsJson",
                "sync.socketio.KnowsRedis");
    }

    @Test
    void librariesHaveOneHome() {
        assertRed(
                rules.librariesHaveOneHome(),
                "sync.socketio.KnowsRedis",
                "platform.KnowsWebSocket",
                "sync.ee.Persists");
    }

    @Test
    void featuresStandAlone() {
        assertRed(rules.featuresStandAlone(), "files.KnowsTheCore", "files.KnowsUsers", "platform.KnowsFiles");
    }

    @Test
    void noCycles() {
        assertRed(
                rules.noCycles(),
                "Cycle detected: Slice engineio",
                "Cycle detected: Slice files",
                "sync.engineio.KnowsRedis",
                "sync.redis.KnowsEngine",
                "sync.socketio.KnowsRedis");
    }

    @Test
    void onlyTransportsSend() {
        assertRed(rules.onlyTransportsSend(), "sync.ee.Sends.async", "sync.ee.Sends.blocking");
    }

    @Test
    void noThreadsOfOurOwn() {
        assertRed(
                rules.noThreadsOfOurOwn(),
                "platform.Threads.thread",
                "platform.Threads$Own",
                "platform.Threads.executor",
                "platform.Threads.timer",
                "platform.Threads.parallelStream",
                "platform.Threads.future",
                "platform.Threads.managed");
    }

    @Test
    void coreTakesTimeFromOutside() {
        assertRed(
                rules.coreTakesTimeFromOutside(),
                "sync.Clock.millis",
                "sync.Clock.nanos",
                "sync.Clock.instant",
                "sync.Clock.chance",
                "sync.Clock.reference",
                "sync.ee.ReadsTheClock");
    }

    @Test
    void oneObserverOfCommits() {
        assertRed(rules.oneObserverOfCommits(), "sync.ee.FirstObserver", "sync.ee.SecondObserver", "jakarta.ejb.EJB");
    }

    @Test
    void plainWiringAndValues() {
        assertRed(rules.plainWiringAndValues(), "sync.Injected.first", "sync.Injected.second", "sync.History.text");
    }

    @Test
    void noDefaults() {
        assertRed(
                rules.noDefaults(),
                "platform.Defaults.lower",
                "platform.Defaults.upper",
                "platform.Defaults.bytes",
                "platform.Defaults.text",
                "platform.Defaults.reader",
                "platform.Defaults.charset");
    }

    @Test
    void testsKnowTheirPlace() {
        assertRed(rules.testsKnowTheirPlace(), "KnowsRedisTest", "StrayIT");
    }

    private static void assertRed(ArchRule rule, String... culprits) {
        List<String> failures = rule.evaluate(FIXTURES).getFailureReport().getDetails();
        for (String culprit : culprits) {
            assertTrue(
                    failures.stream().anyMatch(line -> line.contains(culprit)),
                    () -> culprit + " is not named in " + failures);
        }
    }
}
