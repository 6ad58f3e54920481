package dev.roomcast.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An authority of its own, and a server's certificate for 127.0.0.1 and no other name, made by the JDK's keytool as PEM files. */
public final class Certificates implements AutoCloseable {
    private static final String PASSWORD = "password";

    private final Path folder;

    /** Makes them in a directory. */
    public Certificates(Path folder) {
        this.folder = folder;
        keytool("-alias", "ca", "-dname", "CN=Test CA", "-ext", "bc:c");
        keytool("-alias", "server", "-dname", "CN=server", "-ext", "san=ip:127.0.0.1", "-signer", "ca");
        export();
    }

    /** Makes them in a directory of their own, which goes with them. */
    public static Certificates temporary() {
        try {
            return new Certificates(Files.createTempDirectory("roomcast-certificates-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path authority() {
        return folder.resolve("ca.crt");
    }

    public Path server() {
        return folder.resolve("server.crt");
    }

    public Path key() {
        return folder.resolve("server.key");
    }

    @Override
    public void close() {
        Directories.delete(folder);
    }

    private void keytool(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "30"));
        command.addAll(List.of("-keystore", "store.p12", "-storetype", "PKCS12", "-storepass", PASSWORD));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void export() {
        try (InputStream in = Files.newInputStream(folder.resolve("store.p12"))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            write(authority(), "CERTIFICATE", store.getCertificate("ca").getEncoded());
            write(server(), "CERTIFICATE", store.getCertificate("server").getEncoded());
            write(
                    key(),
                    "PRIVATE KEY",
                    store.getKey("server", PASSWORD.toCharArray()).getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Path file, String what, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder().encodeToString(content);
        Files.writeString(file, "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }
}
