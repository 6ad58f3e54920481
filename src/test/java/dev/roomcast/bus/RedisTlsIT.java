package dev.roomcast.bus;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.sync.BusDownException;
import dev.roomcast.sync.redis.RedisAccess;
import dev.roomcast.sync.redis.RedisAddress;
import dev.roomcast.sync.redis.RedisBus;
import dev.roomcast.sync.redis.RedisSettings;
import dev.roomcast.sync.redis.RedisTrust;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Over TLS, with a certificate for 127.0.0.1 of an authority that nobody but the setting names. */
class RedisTlsIT extends RedisKindContract {
    @Override
    RedisKind started() {
        return SingleRedis.overTls();
    }

    private RedisAddress address(String host) {
        return new RedisAddress.Tcp(
                new RedisAddress.Place(host, kind().masters().get(0).announcedPort()));
    }

    private RedisAccess access(boolean ssl, @Nullable RedisTrust trust) {
        RedisAccess given = settings("roomcast").access();
        return new RedisAccess(ssl, trust, given.user(), given.password(), given.database());
    }

    private static String refusal(RedisAddress address, RedisAccess access) {
        RedisBus refused = new RedisBus(
                new RedisSettings(address, access, "roomcast", 10, TIMEOUT_MS),
                Thread::new,
                System::nanoTime,
                () -> 0.5);
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
        String why = refusal(address("127.0.0.1"), access(true, null));
        assertTrue(why.contains("PKIX") || why.contains("trustAnchors"), why);
    }

    @Test
    void aCertificateForAnotherNameIsNotAccepted() {
        String why = refusal(address("localhost"), settings("roomcast").access());
        assertTrue(why.contains("localhost") && why.contains("CertificateException"), why);
    }

    @Test
    void withoutTlsNobodyGetsIn() {
        String why = refusal(address("127.0.0.1"), access(false, null));
        assertFalse(why.isEmpty());
    }
}
