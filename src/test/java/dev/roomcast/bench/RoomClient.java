package dev.roomcast.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One page: a WebSocket that speaks Engine.IO and Socket.IO just enough to join a room, stay alive and hear events. Used by the selector thread only. */
final class RoomClient {

    private static final byte[] SEQ = "\"seq\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MARK = ("\"" + Publisher.MARK).getBytes(StandardCharsets.US_ASCII);

    private final int number;
    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(16 * 1024);
    private boolean upgraded;
    private boolean joined;

    RoomClient(int number, SocketChannel channel) {
        this.number = number;
        this.channel = channel;
    }

    boolean joined() {
        return joined;
    }

    void upgrade(URI server, String cookie) throws IOException {
        write(ByteBuffer.wrap(("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: " + server.getAuthority()
                        + "\r\nOrigin: http://" + server.getAuthority()
                        + "\r\nCookie: " + cookie
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13"
                        + "\r\nSec-WebSocket-Key: cm9vbWNhc3QtYmVuY2gtMQ==\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII)));
    }

    /** Reads what is there; events go to the tally. */
    void read(Tally tally) throws IOException {
        if (channel.read(in) < 0) {
            throw new IOException("client " + number + " was disconnected");
        }
        long now = System.nanoTime();
        in.flip();
        if (upgraded || finishUpgrade()) {
            for (ByteBuffer message = Frames.next(in); message != null; message = Frames.next(in)) {
                hear(message, tally, now);
            }
        }
        in.compact();
    }

    private boolean finishUpgrade() throws IOException {
        String answer = StandardCharsets.US_ASCII.decode(in.duplicate()).toString();
        int end = answer.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        if (!answer.startsWith("HTTP/1.1 101")) {
            throw new IOException(
                    "the upgrade was answered " + answer.lines().findFirst().orElse(""));
        }
        in.position(in.position() + end + 4);
        upgraded = true;
        return true;
    }

    private void hear(ByteBuffer message, Tally tally, long now) throws IOException {
        char engine = message.hasRemaining() ? (char) message.get(0) : ' ';
        char packet = message.remaining() > 1 ? (char) message.get(1) : ' ';
        if (engine == '0') {
            write(Frames.text("40"));
        } else if (engine == '2') {
            write(Frames.text("3"));
        } else if (engine == '4' && packet == '0') {
            write(Frames.text("420[\"join\",\"files\"]"));
        } else if (engine == '4' && packet == '3') {
            join(message);
        } else if (engine == '4' && packet == '2') {
            count(message, tally, now);
        } else if (engine == '4' && packet == '4') {
            throw new IOException("refused: " + StandardCharsets.UTF_8.decode(message));
        }
    }

    private void join(ByteBuffer message) throws IOException {
        String answer = StandardCharsets.UTF_8.decode(message).toString();
        if (!answer.contains("\"ok\":true")) {
            throw new IOException("the join was answered " + answer);
        }
        joined = true;
    }

    private void count(ByteBuffer message, Tally tally, long now) {
        long event = numberAfter(MARK, message);
        if (event >= 0) {
            tally.arrived(number, (int) event, numberAfter(SEQ, message), now);
        }
    }

    /** The digits that follow a text in the message; -1 without it. */
    private static long numberAfter(byte[] text, ByteBuffer message) {
        int from = message.arrayOffset();
        int to = from + message.limit();
        byte[] bytes = message.array();
        for (int at = from; at <= to - text.length; at++) {
            if (bytes[at] == text[0] && java.util.Arrays.equals(bytes, at, at + text.length, text, 0, text.length)) {
                return digits(bytes, at + text.length, to);
            }
        }
        return -1;
    }

    private static long digits(byte[] bytes, int from, int to) {
        long number = 0;
        for (int at = from; at < to && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            number = number * 10 + bytes[at] - '0';
        }
        return number;
    }

    /** Small writes on an idle connection: the kernel takes them whole. */
    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
