package dev.roomcast.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/**
 * Starts Payara Micro: as operators do, or in three quarters of the time, unpacked and with its classes in an archive that JVMs
 * share. What that takes is made by the first test that needs it, and stays in target.
 */
final class PayaraMicro {

    private static final Duration UNPACKED_WITHIN = Duration.ofSeconds(60);
    /** Writing the archive takes longer than other ends. */
    private static final Duration ARCHIVED_WITHIN = Duration.ofSeconds(150);

    private PayaraMicro() {}

    /** The beginning of the command that starts it as operators do, in a root directory that it makes. */
    static List<String> command(Path root, List<String> javaOptions) {
        var command = new ArrayList<>(List.of(Project.java()));
        command.addAll(javaOptions);
        command.addAll(List.of("-jar", Project.payaraMicro().toString(), "--rootdir", root.toString()));
        return command;
    }

    /** The same for a quick start. */
    static List<String> quickCommand(Path root, List<String> javaOptions) throws IOException {
        return command(root, javaOptions, "-XX:SharedArchiveFile=" + archive());
    }

    /** The same, and as it ends it writes the archive. */
    static List<String> archivingCommand(Path root, List<String> javaOptions, Path archive) throws IOException {
        return command(root, javaOptions, "-XX:ArchiveClassesAtExit=" + archive);
    }

    private static List<String> command(Path root, List<String> javaOptions, String archiveOption) throws IOException {
        Path unpacked = unpacked();
        Path launcher = unpacked.resolve("launch-micro.jar");
        Files.createDirectories(root);
        for (String part : List.of("config", "docroot", "lib")) {
            Directories.copy(unpacked.resolve(part), root.resolve(part));
        }
        var command = new ArrayList<>(List.of(Project.java()));
        command.addAll(javaOptions);
        command.add(archiveOption);
        command.addAll(moduleOptions());
        command.add("-Dfish.payara.micro.BootJar=" + launcher.toUri());
        command.add("-Dfish.payara.micro.UnpackDir=" + unpacked);
        // The launcher's own main class insists on the directory that it is in, which workers would share.
        command.addAll(List.of("-cp", launcher.toString(), "fish.payara.micro.impl.PayaraMicroImpl"));
        command.addAll(List.of("--rootdir", root.toString()));
        return command;
    }

    /** Unpacks it into a root directory, where {@code launch-micro.jar} has all its jars on the class path. */
    static void unpack(Path root) throws IOException {
        List<String> command = command(root, List.of());
        command.add("--outputlauncher");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(UNPACKED_WITHIN.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("This did not unpack Payara Micro: " + String.join(" ", command));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** What the jar's manifest would open if it were started with -jar. */
    static List<String> moduleOptions() throws IOException {
        List<String> options = new ArrayList<>();
        try (JarFile jar = new JarFile(Project.payaraMicro().toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            for (String name : List.of("Opens", "Exports")) {
                for (String opened : manifest.getValue("Add-" + name).trim().split("\\s+")) {
                    options.add("--add-" + name.toLowerCase(Locale.ROOT) + "=" + opened + "=ALL-UNNAMED");
                }
            }
        }
        return options;
    }

    private static synchronized Path unpacked() throws IOException {
        // Another jar must not be started with what was made of this one; its size tells them apart.
        Path unpacked = Project.file("target/servers/payara-micro-" + Files.size(Project.payaraMicro()));
        if (!Files.exists(unpacked)) {
            Path unfinished = Files.createTempDirectory(unpacked.getParent(), "payara-micro-unfinished-");
            unpack(unfinished);
            Files.move(unfinished, unpacked);
        }
        return unpacked;
    }

    private static synchronized Path archive() throws IOException {
        Path archive = unpacked().resolve("classes-" + Runtime.version() + ".jsa");
        if (!Files.exists(archive)) {
            Path unfinished = archive.resolveSibling("unfinished.jsa");
            Files.deleteIfExists(unfinished);
            try (Worker worker = Worker.roomcast()
                    .databaseInMemory()
                    .environment("ROOMCAST_ADMIN_PASSWORD", Cluster.ADMIN_PASSWORD)
                    .archivingClasses(unfinished)
                    .start()) {
                worker.stopWithin(ARCHIVED_WITHIN);
            }
            Files.move(unfinished, archive);
        }
        return archive;
    }
}
