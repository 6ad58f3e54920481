package dev.roomcast.sync.redis;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import redis.clients.jedis.SslOptions;

/** The authorities whose certificates are believed of a Redis. Immutable. */
public final class RedisTrust {
    private static final String STORE_TYPE = "PKCS12";
    /** Of a store that never leaves the memory and holds nothing secret. */
    private static final String STORE_PASSWORD = "public";

    private final SslOptions options;

    private RedisTrust(byte[] store) {
        options = SslOptions.builder()
                .trustStoreType(STORE_TYPE)
                .truststore(() -> new ByteArrayInputStream(store), STORE_PASSWORD.toCharArray())
                .build();
    }

    /**
     * Believes the certificates in a file, and those that they have signed.
     *
     * @param pem a readable file with one certificate or more, in PEM or DER
     * @throws IllegalArgumentException when it holds none
     */
    public static RedisTrust of(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            KeyStore store = KeyStore.getInstance(STORE_TYPE);
            store.load(null, null);
            for (Certificate authority : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca" + store.size(), authority);
            }
            if (store.size() == 0) {
                throw new IllegalArgumentException("no certificate in " + pem);
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            store.store(bytes, STORE_PASSWORD.toCharArray());
            return new RedisTrust(bytes.toByteArray());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("not a file of certificates: " + pem, e);
        }
    }

    /** Check chain and host name. */
    SslOptions options() {
        return options;
    }
}
