package dev.roomcast.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.it.Project;
import dev.roomcast.platform.Setting;
import dev.roomcast.platform.Settings;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Units, image, compose file and manifests against the application and each other: names of settings, paths, ports, times, and one and
 * the same command. No container engine and no cluster has to be there for it.
 */
class DeploymentFilesTest {
    private static final Path DIRECTORY = Project.file("server-config");
    private static final Pattern SETTING = Pattern.compile("\\bROOMCAST_[A-Z0-9_]+");

    /** Variables of scripts, which are no settings. */
    private static final Set<String> OF_SCRIPTS =
            Set.of("ROOMCAST_READY_SECONDS", "ROOMCAST_CONTEXT", "ROOMCAST_WAR", "ROOMCAST_WILDFLY");

    /** What a worker needs beside its drain window, in s. */
    private static final int BESIDE_WINDOW = 15;

    private static String read(String file) {
        try {
            return Files.readString(DIRECTORY.resolve(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Yaml yaml() {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        strict.setAllowRecursiveKeys(false);
        return new Yaml(new SafeConstructor(strict));
    }

    /** What lies at a path of keys and indexes. */
    @SuppressWarnings("unchecked")
    private static <T> T at(Object tree, Object... path) {
        Object here = tree;
        for (Object step : path) {
            here = step instanceof Integer index ? ((List<?>) here).get(index) : ((Map<?, ?>) here).get(step);
            if (here == null) {
                throw new AssertionError("nothing at " + step + " of " + List.of(path));
            }
        }
        return (T) here;
    }

    private static SystemdUnit unit(String name) {
        return SystemdUnit.read(DIRECTORY.resolve("systemd/" + name), Map.of());
    }

    private static Map<String, String> environmentFile() {
        return read("systemd/roomcast.env")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    /** A word of the Dockerfile that takes a list in JSON; the last one. */
    private static List<String> instruction(String name) {
        String last = read("container/Dockerfile")
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .reduce((before, after) -> after)
                .orElseThrow();
        try (var reader = Json.createReader(new StringReader(last.substring(last.indexOf('['))))) {
            JsonArray words = reader.readArray();
            return words.getValuesAs(JsonString::getString);
        }
    }

    @Test
    void everyVariableIsASettingOrSetsAScript() throws IOException {
        Set<String> settings = Settings.all().stream()
                .map(Setting::name)
                .map(name -> name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'))
                .collect(Collectors.toSet());
        List<String> wrong = new ArrayList<>();
        int found = 0;
        for (String part : List.of("systemd", "container", "kubernetes")) {
            try (Stream<Path> files = Files.list(DIRECTORY.resolve(part))) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    for (String name : SETTING.matcher(Files.readString(file))
                            .results()
                            .map(match -> match.group())
                            .toList()) {
                        found++;
                        if (!settings.contains(name) && !OF_SCRIPTS.contains(name)) {
                            wrong.add(file.getFileName() + ": " + name);
                        }
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(found > 20, "only " + found + " variables found");
    }

    @Test
    void everySettingThatATextNamesExists() throws IOException {
        Set<String> settings = Settings.all().stream().map(Setting::name).collect(Collectors.toSet());
        Pattern name = Pattern.compile("(?<![\\w/-])roomcast\\.[a-z][a-z-]*(?:\\.[a-z-]+)*");
        Set<String> files = new HashSet<>(Set.of("roomcast.war"));
        List<String> found = new ArrayList<>();
        try (Stream<Path> texts = Files.walk(DIRECTORY)) {
            for (Path file : texts.filter(Files::isRegularFile).toList()) {
                files.add(file.getFileName().toString());
                if (file.toString().endsWith(".md")) {
                    name.matcher(Files.readString(file)).results().forEach(match -> found.add(match.group()));
                }
            }
        }
        assertTrue(found.size() > 5, found::toString);
        found.removeIf(one -> settings.contains(one) || files.contains(one));
        assertEquals(List.of(), found);
    }

    @Test
    void theValuesAreAllowed() {
        assertAllowed(environmentFile());
        Map<String, String> compose = new HashMap<>(at(yaml().load(read("container/compose.yaml")), "x-settings"));
        compose.values().removeIf(value -> value.startsWith("${"));
        assertAllowed(compose);
        Map<String, String> kubernetes = new HashMap<>(at(manifest("ConfigMap"), "data"));
        kubernetes.putAll(at(manifest("Secret"), "stringData"));
        assertAllowed(kubernetes);
    }

    private static void assertAllowed(Map<String, String> environment) {
        new Settings(name -> Optional.ofNullable(environment.get(
                        name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'))))
                .validate();
    }

    @ParameterizedTest
    @ValueSource(strings = {"roomcast@.service", "roomcast-wildfly@.service"})
    void aUnitWaitsForReadinessAndLeavesTimeToDrain(String name) {
        SystemdUnit unit = unit(name);
        assertEquals("exec", unit.one("Type"));
        assertEquals("on-failure", unit.one("Restart"));
        assertEquals(List.of("/opt/roomcast/server-config/systemd/await-ready", "%i"), unit.command("ExecStartPost"));
        int window = Integer.parseInt(environmentFile().get("ROOMCAST_DRAIN_WINDOW"));
        assertTrue(Integer.parseInt(unit.one("TimeoutStopSec")) * 1000 >= window + BESIDE_WINDOW * 1000);
        // The script that waits must fail before systemd loses its patience, since it says why.
        assertTrue(Integer.parseInt(unit.one("TimeoutStartSec")) > 180);
        assertTrue(read("systemd/await-ready").contains("ROOMCAST_READY_SECONDS:-180"));
        for (String protection : List.of("NoNewPrivileges", "PrivateTmp", "PrivateDevices", "ProtectHome")) {
            assertEquals("yes", unit.one(protection));
        }
        assertEquals("strict", unit.one("ProtectSystem"));
        assertEquals("", unit.one("CapabilityBoundingSet"));
    }

    @Test
    void theUnitsDifferOnlyInWhatTheServersAre() {
        Set<String> ofServers = Set.of("Description", "ExecStartPre", "ExecStart", "Environment");
        List<List<String>> rest = Stream.of("roomcast@.service", "roomcast-wildfly@.service")
                .map(name -> unit(name)
                        .text()
                        .lines()
                        .filter(line -> !line.startsWith("#") && !ofServers.contains(line.split("=", 2)[0]))
                        .toList())
                .toList();
        assertEquals(rest.get(0), rest.get(1));
    }

    @Test
    void theImageStartsWhatTheUnitStarts() {
        List<String> unit = unit("roomcast@.service").command("ExecStart").stream()
                .map(word -> word.replace("/usr/bin/java", "java")
                        .replace("/run/roomcast-%i/preboot.asadmin", "/opt/roomcast/micro.asadmin")
                        .replace("/opt/roomcast/server-config/payara/", "/opt/roomcast/")
                        .replace("/run/roomcast-%i", "/run/roomcast")
                        .replace("%i", "8080"))
                .toList();
        assertEquals(unit, instruction("CMD"));
        String file = read("container/Dockerfile");
        assertTrue(file.contains("\nEXPOSE 8080\n") && file.contains("\nSTOPSIGNAL SIGTERM\n"));
        List<String> health = instruction("HEALTHCHECK");
        assertEquals(List.of("/opt/roomcast/await-ready", "8080"), health.subList(2, 4));
    }

    @Test
    void whatTheImageCopiesIsThereAndGoesWhereItIsUsed() {
        Matcher copy = Pattern.compile("(?m)^COPY (\\S+) (\\S+)$").matcher(read("container/Dockerfile"));
        Set<String> copied = new java.util.TreeSet<>();
        while (copy.find()) {
            copied.add(copy.group(2));
            boolean built = copy.group(1).startsWith("target/");
            // The build makes these two, by the names that ./run starts, too.
            assertTrue(built || Files.exists(Project.file(copy.group(1))), copy.group(1));
            assertTrue(!built
                    || Set.of("target/servers/payara-micro.jar", "target/roomcast.war")
                            .contains(copy.group(1)));
        }
        Set<String> used = Stream.concat(instruction("CMD").stream(), instruction("HEALTHCHECK").stream())
                .filter(word -> word.startsWith("/opt/"))
                .collect(Collectors.toCollection(java.util.TreeSet::new));
        String appended = "/opt/roomcast/micro-shut.asadmin";
        assertTrue(read("container/Dockerfile").contains("RUN cat " + appended + " >>/opt/roomcast/micro.asadmin"));
        used.add(appended);
        assertEquals(copied, used);
    }

    @Test
    void composeAgreesWithTheImageAndWithItsNginx() {
        Object compose = yaml().load(read("container/compose.yaml"));
        String nginx = read("container/upstreams.conf");
        int window = Integer.parseInt(at(compose, "x-settings", "ROOMCAST_DRAIN_WINDOW"));
        for (String number : List.of("1", "2")) {
            Map<String, Object> worker = at(compose, "services", "worker-" + number);
            String grace = at(worker, "stop_grace_period");
            assertTrue(Integer.parseInt(grace.replace("s", "")) * 1000 >= window + BESIDE_WINDOW * 1000);
            Path context = DIRECTORY.resolve("container").resolve(Path.of((String) at(worker, "build", "context")));
            String dockerfile = at(worker, "build", "dockerfile");
            assertTrue(Files.exists(context.resolve(dockerfile)));
            assertEquals("w" + number, at(worker, "environment", "ROOMCAST_ROUTE"));
            assertTrue(nginx.contains("\"~^w" + number + "\\.\"  roomcast_w" + number + ";"));
            Matcher servers =
                    Pattern.compile("server worker-" + number + ":8080[ ;]").matcher(nginx);
            assertEquals(2, servers.results().count());
            assertEquals("files:/var/lib/roomcast/files", at(worker, "volumes", 0));
            assertEquals("10.89.0.1" + number, at(worker, "networks", "default", "ipv4_address"));
            Map<String, Object> needed = at(worker, "depends_on");
            for (String other : needed.keySet()) {
                assertEquals("service_healthy", at(needed, other, "condition"));
                at(compose, "services", other, "healthcheck", "test");
            }
        }
        assertEquals("8080:8080", at(compose, "services", "nginx", "ports", 0));
        assertTrue(read("nginx/plain/roomcast.conf").contains("listen 8080;"));
        List<String> mounted = at(compose, "services", "nginx", "volumes");
        for (String one : mounted) {
            assertTrue(Files.exists(DIRECTORY.resolve("container").resolve(one.split(":", 2)[0])), one);
        }
        assertEquals(at(compose, "networks", "default", "ipam", "config", 0, "subnet"), (String)
                at(compose, "x-settings", "ROOMCAST_TRUSTED_PROXIES"));
        String readable = read("container/Dockerfile");
        assertTrue(readable.contains("ENV ROOMCAST_FILES_DIR=/var/lib/roomcast/files"));
    }

    private static Object manifest(String kind) {
        List<Object> found = new ArrayList<>();
        for (Object document : yaml().loadAll(read("kubernetes/roomcast.yaml"))) {
            if (kind.equals(at(document, "kind"))) {
                found.add(document);
            }
        }
        assertEquals(1, found.size(), kind);
        return found.get(0);
    }

    @Test
    void theManifestsAgreeWithEachOther() {
        Object deployment = manifest("Deployment");
        Object labels = at(deployment, "spec", "template", "metadata", "labels");
        assertEquals(labels, at(deployment, "spec", "selector", "matchLabels"));
        assertEquals(labels, at(manifest("Service"), "spec", "selector"));
        assertEquals(labels, at(manifest("PodDisruptionBudget"), "spec", "selector", "matchLabels"));
        Object worker = at(deployment, "spec", "template", "spec", "containers", 0);
        assertEquals(8080, (int) at(worker, "ports", 0, "containerPort"));
        Object port = at(worker, "ports", 0, "name");
        assertEquals(port, at(manifest("Service"), "spec", "ports", 0, "targetPort"));
        Object backend = at(manifest("Ingress"), "spec", "rules", 0, "http", "paths", 0, "backend", "service");
        assertEquals((Object) at(manifest("Service"), "metadata", "name"), at(backend, "name"));
        assertEquals((Object) at(manifest("Service"), "spec", "ports", 0, "name"), at(backend, "port", "name"));
        assertEquals(
                (Object) at(manifest("ConfigMap"), "metadata", "name"),
                at(worker, "envFrom", 0, "configMapRef", "name"));
        assertEquals(
                (Object) at(manifest("Secret"), "metadata", "name"), at(worker, "envFrom", 1, "secretRef", "name"));
        assertEquals(
                (Object) at(manifest("PersistentVolumeClaim"), "metadata", "name"),
                at(deployment, "spec", "template", "spec", "volumes", 0, "persistentVolumeClaim", "claimName"));
        List<Map<String, Object>> mounts = at(worker, "volumeMounts");
        List<Map<String, Object>> volumes = at(deployment, "spec", "template", "spec", "volumes");
        assertEquals(
                volumes.stream().map(volume -> volume.get("name")).toList(),
                mounts.stream().map(mount -> mount.get("name")).toList());
        assertEquals(
                (Object) at(manifest("ConfigMap"), "data", "ROOMCAST_FILES_DIR"),
                at(worker, "volumeMounts", 0, "mountPath"));
        assertTrue(instruction("CMD").contains("-Djava.io.tmpdir=" + at(worker, "volumeMounts", 1, "mountPath")));
    }

    @Test
    void aRollingUpdateTakesNobodyAwayBeforeAnotherIsReadyAndLeavesTimeToDrain() {
        Object deployment = manifest("Deployment");
        assertEquals(0, (int) at(deployment, "spec", "strategy", "rollingUpdate", "maxUnavailable"));
        assertTrue((int) at(deployment, "spec", "replicas") >= 2);
        assertTrue((int) at(manifest("PodDisruptionBudget"), "spec", "minAvailable") >= 1);
        Object pod = at(deployment, "spec", "template", "spec");
        Object worker = at(pod, "containers", 0);
        List<String> preStop = at(worker, "lifecycle", "preStop", "exec", "command");
        assertEquals("sleep", preStop.get(0));
        int window = Integer.parseInt(at(manifest("ConfigMap"), "data", "ROOMCAST_DRAIN_WINDOW")) / 1000;
        assertTrue((int) at(pod, "terminationGracePeriodSeconds")
                >= Integer.parseInt(preStop.get(1)) + window + BESIDE_WINDOW);
        for (String probe : List.of("startupProbe", "readinessProbe")) {
            assertEquals("/api/health/ready", at(worker, probe, "httpGet", "path"));
        }
        assertEquals("/api/health/live", at(worker, "livenessProbe", "httpGet", "path"));
        int patience = (int) at(worker, "startupProbe", "periodSeconds")
                * (int) at(worker, "startupProbe", "failureThreshold");
        assertTrue(patience >= 180, "a start takes longer on a busy machine");
    }

    @Test
    void noPasswordStandsInTheFiles() {
        Map<String, String> secrets = at(manifest("Secret"), "stringData");
        assertTrue(secrets.values().stream().allMatch(value -> value.contains("change-me")));
        assertEquals("change-me", environmentFile().get("ROOMCAST_DB_PASSWORD"));
        assertFalse(read("container/compose.yaml").contains("change-me"));
    }
}
