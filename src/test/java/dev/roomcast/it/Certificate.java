package dev.roomcast.it;

import dev.roomcast.it.NginxUnderCheck.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/** A certificate that nobody trusts, for 127.0.0.1, with its key, as nginx reads them. */
record Certificate(Path certificate, Path key) {
    private static final String PASSWORD = "password";

    static Certificate selfSigned(Path directory) throws IOException, InterruptedException, GeneralSecurityException {
        Path store = directory.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(Project.java()).resolveSibling("keytool").toString(),
                        "-genkeypair",
                        "-alias",
                        "nginx",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-validity",
                        "2",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start();
        if (!keytool.waitFor(1, TimeUnit.MINUTES) || keytool.exitValue() != 0) {
            throw new AssertionError("keytool failed: " + Files.readString(directory.resolve("keytool.log")));
        }
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        return new Certificate(
                pem(
                        directory.resolve("nginx.crt"),
                        "CERTIFICATE",
                        keys.getCertificate("nginx").getEncoded()),
                pem(
                        directory.resolve("nginx.key"),
                        "PRIVATE KEY",
                        keys.getKey("nginx", PASSWORD.toCharArray()).getEncoded()));
    }

    /** What makes an nginx serve TLS with it. */
    Change served() {
        return new Change(
                "@PORT@;",
                "@PORT@ ssl;\nssl_certificate " + certificate + ";\nssl_certificate_key " + key
                        + ";\nproxy_redirect http:// https://;");
    }

    private static Path pem(Path file, String kind, byte[] encoded) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return Files.writeString(file, "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }
}
