package dev.roomcast.bus;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.it.Certificates;
import dev.roomcast.sync.BusDownException;
import dev.roomcast.sync.redis.RedisAccess;
import dev.roomcast.sync.redis.RedisAddress;
import dev.roomcast.sync.redis.RedisBus;
import dev.roomcast.sync.redis.RedisSettings;
import dev.roomcast.sync.redis.RedisTrust;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** Over TLS, with a certificate for 127.0.0.1 of an authority that nobody but the setting names. */
class RedisTlsIT extends RedisKindContract {
    @TempDir
    private static Path folder;

    private static RedisServer server;
    private static int tlsPort;
    private static RedisTrust trust;

    @BeforeAll
    static void startServer() {
        Certificates certificates = new Certificates(folder);
        trust = RedisTrust.of(certificates.authority());
        tlsPort = RedisServer.anotherPort();
        server = RedisServer.startedWith(
                "tls.conf",
                "--tls-port",
                String.valueOf(tlsPort),
                "--tls-cert-file",
                certificates.server().toString(),
                "--tls-key-file",
                certificates.key().toString(),
                "--tls-ca-cert-file",
                certificates.authority().toString());
        // Beside it, the port without TLS for the administrator of the test.
        try (Jedis admin = admin(server.port(), PASSWORD)) {
            makeRoomcastUser(admin);
        }
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    RedisAddress address() {
        return at("127.0.0.1");
    }

    private static RedisAddress at(String host) {
        return new RedisAddress.Tcp(new RedisAddress.Place(host, tlsPort));
    }

    @Override
    RedisAccess access() {
        return access(trust);
    }

    private static RedisAccess access(@Nullable RedisTrust trusted) {
        return new RedisAccess(true, trusted, "roomcast", PASSWORD, 0);
    }

    @Override
    List<Jedis> masters() {
        return List.of(admin(server.port(), PASSWORD));
    }

    private static String refusal(RedisAddress address, RedisAccess access) {
        RedisBus refused =
                new RedisBus(new RedisSettings(address, access, "roomcast", 10, TIMEOUT_MS), Thread::new, () -> 0.5);
        Throwable e = assertThrows(BusDownException.class, () -> refused.positions(List.of("files")));
        StringBuilder causes = new StringBuilder();
        for (; e != null; e = e.getCause()) {
            causes.append(e).append('\n');
        }
        refused.stop();
        return causes.toString();
    }

    @Test
    void anAuthorityThatTheJvmDoesNotKnowIsNotTrusted() {
        String why = refusal(address(), access(null));
        assertTrue(why.contains("PKIX") || why.contains("trustAnchors"), why);
    }

    @Test
    void aCertificateForAnotherNameIsNotAccepted() {
        String why = refusal(at("localhost"), access());
        assertTrue(why.contains("localhost") && why.contains("CertificateException"), why);
    }

    @Test
    void withoutTlsNobodyGetsIn() {
        RedisAccess plain = new RedisAccess(false, null, "roomcast", PASSWORD, 0);
        String why = refusal(address(), plain);
        assertFalse(why.isEmpty());
    }
}
