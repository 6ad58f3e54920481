package dev.roomcast.faults;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A page's WebSocket on a bare socket: what is not asked for stays unread in the kernel. */
final class RawSocket implements AutoCloseable {
    private static final int TEXT = 0x81;
    private static final int CLOSE = 0x88;

    private final RawHttp http;
    private final InputStream in;

    private RawSocket(RawHttp http, InputStream in) {
        this.http = http;
        this.in = in;
    }

    /** Opens one and joins the namespace of pages. */
    static RawSocket open(int port, String cookie, int receiveBuffer, Pace pace) throws IOException {
        RawHttp http = upgraded(port, cookie, receiveBuffer);
        RawSocket opened = new RawSocket(http, pace.of(http.in()));
        opened.until("0{");
        opened.say("40");
        opened.until("40{");
        return opened;
    }

    /** Resets one as soon as the server has said that it opens it, which it may not be done with. */
    static void breakOff(int port, String cookie) throws IOException {
        upgraded(port, cookie, 0).reset();
    }

    private static RawHttp upgraded(int port, String cookie, int receiveBuffer) throws IOException {
        RawHttp http = new RawHttp(port, cookie, receiveBuffer);
        http.ask(
                "GET",
                "/socket.io/?EIO=4&transport=websocket",
                "",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13");
        String head = http.head();
        if (!head.startsWith("HTTP/1.1 101")) {
            throw new IOException(head);
        }
        return http;
    }

    int localPort() {
        return http.localPort();
    }

    /** Joins a room; returns the answer. What comes before it is lost. */
    String join(String room) throws IOException {
        say("420[\"join\",\"" + room + "\"]");
        return until("430");
    }

    void say(String packet) throws IOException {
        byte[] text = packet.getBytes(StandardCharsets.UTF_8);
        if (text.length > 125) {
            throw new IllegalArgumentException("too long for a short frame: " + packet);
        }
        // A mask of zeros leaves the text as it is.
        ByteBuffer frame = ByteBuffer.allocate(6 + text.length).put((byte) TEXT).put((byte) (0x80 | text.length));
        http.write(frame.putInt(0).put(text).array());
    }

    /** Ends the WebSocket as a browser does. */
    void leave() throws IOException {
        http.write(new byte[] {(byte) CLOSE, (byte) 0x80, 0, 0, 0, 0});
    }

    void reset() throws IOException {
        http.reset();
    }

    /** The first packet that begins so. */
    String until(String beginning) throws IOException {
        String packet = read();
        while (!packet.startsWith(beginning)) {
            packet = read();
        }
        return packet;
    }

    /** The next packet; pings are answered on the way, and returned too. */
    String read() throws IOException {
        int opcode = byteOfStream();
        byte[] payload = in.readNBytes(length());
        if (opcode == CLOSE) {
            throw new EOFException("closed by the server");
        }
        String packet = new String(payload, StandardCharsets.UTF_8);
        if (packet.equals("2")) {
            say("3");
        }
        return packet;
    }

    private int length() throws IOException {
        int length = byteOfStream();
        if (length < 126) {
            return length;
        }
        int bytes = length == 126 ? 2 : 8;
        length = 0;
        for (int i = 0; i < bytes; i++) {
            length = length << 8 | byteOfStream();
        }
        return length;
    }

    private int byteOfStream() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("ended by the server");
        }
        return next;
    }

    @Override
    public void close() {
        http.close();
    }
}
