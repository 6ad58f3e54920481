package dev.roomcast.arch;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The walls, for the packages below a root: {@code dev.roomcast} for the product, the fixtures' root for the classes that break them. A
 * package that does not exist yet breaks nothing; that each wall stands is proved by its fixtures.
 */
final class ArchitectureRules {

    private static final List<String> FEATURES =
            List.of("files", "users", "groups", "categories", "registrators", "admin", "home");
    private static final Set<String> EMITTING_API = Set.of("Change", "Reason", "Position");
    private static final String MESSAGES = "Change|Emission|Publication|Position|History";

    private final String root;
    private final String sync;

    ArchitectureRules(String root) {
        this.root = root;
        this.sync = root + ".sync";
    }

    /** 1. The core knows itself and Java, and of Java neither SQL, nor the network, nor java.util.logging. */
    ArchRule coreIsPlainJava() {
        return all(
                onlyDependsOn(sync, sync),
                noneIn(sync)
                        .should()
                        .dependOnClassesThat(resideInAnyPackage("java.sql..", "java.net..", "java.util.logging..")));
    }

    /** 2. The protocols add jakarta.json, Redis adds Jedis; only ee adds the rest of Jakarta. */
    ArchRule layersAddWhatTheyAreFor() {
        return all(
                onlyDependsOn(sync + ".engineio", sync, sync + ".engineio", "jakarta.json.."),
                onlyDependsOn(sync + ".socketio", sync, sync + ".engineio", sync + ".socketio", "jakarta.json.."),
                onlyDependsOn(sync + ".redis", sync, sync + ".redis", "redis.clients..", "org.newsclub.net.unix.."),
                onlyDependsOn(sync + ".websocket", sync + ".websocket"));
    }

    /** 3. Jedis, WebSocket and persistence have one home each. */
    ArchRule librariesHaveOneHome() {
        return all(
                noneOutside(sync + ".redis").should().dependOnClassesThat(resideInAnyPackage("redis.clients..")),
                noneOutside(sync + ".ee").should().dependOnClassesThat(resideInAnyPackage("jakarta.websocket..")),
                noneIn(sync + "..").should().dependOnClassesThat(resideInAnyPackage("jakarta.persistence..")));
    }

    /** 4. A feature sees of the core only the emitting API, and no other feature; the platform sees none. */
    ArchRule featuresStandAlone() {
        Stream<ArchRule> features = FEATURES.stream()
                .flatMap(feature -> Stream.of(
                        noneIn(root + "." + feature + "..").should().dependOnClassesThat(coreBeyondEmitting()),
                        noneIn(root + "." + feature + "..").should().dependOnClassesThat(featuresBut(feature))));
        ArchRule platform = noneIn(root + ".platform..").should().dependOnClassesThat(featuresBut("none"));
        return all(Stream.concat(features, Stream.of(platform)).toArray(ArchRule[]::new));
    }

    /** 5. No cycles, neither between the parts of the product nor inside the core; only ee joins the core's siblings. */
    ArchRule noCycles() {
        return all(
                slices().matching(root + ".(*)..").should().beFreeOfCycles(),
                slices().matching(sync + ".(*)..").should().beFreeOfCycles(),
                noneIn(sync + ".engineio")
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(sync + ".socketio", sync + ".redis", sync + ".ee")),
                noneIn(sync + ".socketio")
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(sync + ".redis", sync + ".ee")),
                noneIn(sync + ".redis")
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(sync + ".engineio", sync + ".socketio", sync + ".ee")));
    }

    /** 6. A container's socket is written to in the two transports only: elsewhere a send would overlap another. */
    ArchRule onlyTransportsSend() {
        return all(noClasses()
                .that()
                .haveNameNotMatching((sync + ".ee.(PortableWebSocket|TyrusInternals)").replace(".", "\\.") + ".*")
                .should()
                .accessTargetWhere(uses("jakarta.websocket.Session", "getAsyncRemote|getBasicRemote")));
    }

    /** 7. Threads come from the container, whose factories are asked for in ee only. */
    ArchRule noThreadsOfOurOwn() {
        return all(
                noClasses().should().accessTargetWhere(uses("java.lang.Thread", "<init>")),
                noClasses().should().beAssignableTo(Thread.class),
                noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.util.concurrent.Executors"),
                noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.util.Timer"),
                noClasses().should().accessTargetWhere(uses("java.util.*", "parallelStream|parallel")),
                noClasses().should().accessTargetWhere(asynchronousWithoutExecutor()),
                noneOutside(sync + ".ee")
                        .should()
                        .dependOnClassesThat(resideInAnyPackage("jakarta.enterprise.concurrent..")));
    }

    /** 8. Time and chance come into the core from outside, so that tests hold them; ee may hand on a reference to the clock. */
    ArchRule coreTakesTimeFromOutside() {
        DescribedPredicate<JavaAccess<?>> clockOrChance = uses("java.lang.System", "currentTimeMillis|nanoTime")
                .or(uses("java.time.*", "now"))
                .or(uses("java.lang.Math", "random"))
                .as("the clock or chance");
        return all(
                noneIn(sync + "..")
                        .and()
                        .resideOutsideOfPackage(sync + ".ee")
                        .should()
                        .accessTargetWhere(clockOrChance),
                noneIn(sync + ".ee").should().callMethodWhere(clockOrChance.forSubtype()));
    }

    /** 9. One observer of committed changes, which touches neither EJBs nor persistence: those have failed at that moment. */
    ArchRule oneObserverOfCommits() {
        return classes().should(new CommitObserver(sync + ".Change")).allowEmptyShould(true);
    }

    /** 10. The plain packages are wired by constructors, and messages never change. */
    ArchRule plainWiringAndValues() {
        String[] plain = {sync, sync + ".engineio..", sync + ".socketio..", sync + ".redis..", sync + ".websocket.."};
        return all(
                noFields()
                        .that()
                        .areDeclaredInClassesThat(resideInAnyPackage(plain))
                        .should()
                        .beAnnotatedWith("jakarta.inject.Inject"),
                noFields()
                        .that()
                        .areDeclaredInClassesThat(resideInAnyPackage(plain))
                        .should()
                        .beAnnotatedWith("jakarta.annotation.Resource"),
                noFields()
                        .that()
                        .areDeclaredInClassesThat(resideInAnyPackage(plain))
                        .should()
                        .beAnnotatedWith("jakarta.ejb.EJB"),
                fields().that()
                        .areDeclaredInClassesThat(resideInAnyPackage(sync))
                        .and()
                        .areDeclaredInClassesThat()
                        .haveNameMatching(".*\\.(" + MESSAGES + ")")
                        .should()
                        .beFinal());
    }

    /** 11. Neither locale nor charset by default: the same bytes on every machine. */
    ArchRule noDefaults() {
        return all(
                noClasses()
                        .should()
                        .accessTargetWhere(usesWith("java.lang.String", "toLowerCase|toUpperCase|getBytes")),
                noClasses().should().accessTargetWhere(usesWith("java.lang.String", "<init>", "[B")),
                noClasses()
                        .should()
                        .accessTargetWhere(usesWith("java.io.InputStreamReader", "<init>", "java.io.InputStream")),
                noClasses()
                        .should()
                        .accessTargetWhere(usesWith("java.io.OutputStreamWriter", "<init>", "java.io.OutputStream")),
                noClasses().should().accessTargetWhere(usesWith("java.io.ByteArrayOutputStream", "toString")),
                noClasses().should().accessTargetWhere(uses("java.nio.charset.Charset", "defaultCharset")),
                noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.io.FileReader"),
                noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.io.FileWriter"));
    }

    /** 12. Unit tests start nothing heavy, and integration tests live where the build looks for them. For test classes. */
    ArchRule testsKnowTheirPlace() {
        String[] places = Stream.of("it", "servers", "faults", "browser", "protocol", "bus", "proxy", "deployment")
                .map(place -> root + "." + place + "..")
                .toArray(String[]::new);
        return all(
                noClasses()
                        .that()
                        .haveSimpleNameEndingWith("Test")
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(
                                "org.jboss.arquillian..", "com.microsoft.playwright..", "redis.clients..")),
                classes().that().haveSimpleNameEndingWith("IT").should().resideInAnyPackage(places));
    }

    private static ArchRule all(ArchRule... rules) {
        return CompositeArchRule.of(
                Arrays.stream(rules).map(rule -> rule.allowEmptyShould(true)).toList());
    }

    private static GivenClassesConjunction noneIn(String packages) {
        return noClasses().that().resideInAPackage(packages);
    }

    private static GivenClassesConjunction noneOutside(String packages) {
        return noClasses().that().resideOutsideOfPackage(packages);
    }

    private static ArchRule onlyDependsOn(String packageName, String... others) {
        String[] allowed = Stream.concat(Stream.of("java..", "org.jspecify.."), Arrays.stream(others))
                .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(packageName)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed).or(arraysOfPrimitives()));
    }

    private static DescribedPredicate<JavaClass> arraysOfPrimitives() {
        return describe("primitives and their arrays", type -> type.getBaseComponentType()
                .isPrimitive());
    }

    private DescribedPredicate<JavaClass> coreBeyondEmitting() {
        return describe("the core beyond its emitting API", type -> isInCore(type) && !isEmitting(type));
    }

    private boolean isInCore(JavaClass type) {
        return type.getPackageName().equals(sync) || type.getPackageName().startsWith(sync + ".");
    }

    private boolean isEmitting(JavaClass type) {
        return type.getPackageName().equals(sync) && EMITTING_API.contains(type.getSimpleName());
    }

    private DescribedPredicate<JavaClass> featuresBut(String own) {
        return resideInAnyPackage(FEATURES.stream()
                .filter(feature -> !feature.equals(own))
                .map(feature -> root + "." + feature + "..")
                .toArray(String[]::new));
    }

    /** Calls of and references to a member, by the owner's name ({@code *} for any of a package) and the member's. */
    private static DescribedPredicate<JavaAccess<?>> uses(String owner, String member) {
        String ownerPattern = owner.replace(".", "\\.").replace("*", "[\\w.$]+");
        return describe(
                "use of " + owner + "." + member,
                access -> access.getTargetOwner().getName().matches(ownerPattern)
                        && access.getTarget().getName().matches(member));
    }

    /** The same, with exactly these types of parameters. */
    private static DescribedPredicate<JavaAccess<?>> usesWith(String owner, String member, String... parameters) {
        return uses(owner, member).and(describe("with " + List.of(parameters), access -> Parameters.of(access)
                .equals(List.of(parameters))));
    }

    private static DescribedPredicate<JavaAccess<?>> asynchronousWithoutExecutor() {
        return uses("java.util.concurrent.Completable*", "\\w+Async")
                .and(describe("without an executor", access -> !Parameters.of(access)
                        .contains("java.util.concurrent.Executor")));
    }
}
