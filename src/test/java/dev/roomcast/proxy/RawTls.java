package dev.roomcast.proxy;

import dev.roomcast.it.AnyCertificate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One request over TLS by hand: from an address of this machine's choice, and written in pieces. */
final class RawTls implements AutoCloseable {
    private static final int PATIENCE_MS = 20_000;

    private final Socket socket;

    /** @param from an address of this machine, such as {@code 127.0.0.2} */
    RawTls(int port, String from) throws IOException {
        Socket plain = new Socket();
        plain.setSoTimeout(PATIENCE_MS);
        plain.bind(new InetSocketAddress(from, 0));
        plain.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MS);
        socket = AnyCertificate.context().getSocketFactory().createSocket(plain, "localhost", port, true);
    }

    /** The status of a whole request's answer. */
    static int status(int port, String from, String request, String body, String... headers) throws IOException {
        try (RawTls connection = new RawTls(port, from)) {
            connection.begin(request, body.length(), headers);
            connection.write(body.getBytes(StandardCharsets.UTF_8));
            return connection.status();
        }
    }

    /** Sends everything but the body. */
    void begin(String request, int length, String... headers) throws IOException {
        String head =
                request + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: " + length + "\r\n";
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        write((head + more + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Reads the answer to its end. */
    int status() throws IOException {
        String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return Integer.parseInt(answer.split(" ", 3)[1]);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
