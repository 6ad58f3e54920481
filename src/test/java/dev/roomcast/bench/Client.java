package dev.roomcast.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** One page: a WebSocket that speaks Engine.IO and Socket.IO just enough to join a room, stay alive and hear events. Never blocks. */
final class Client {

    /** No secret: the answer to it is not looked at. */
    private static final String KEY = "cm9vbWNhc3QtYmVuY2gtMQ==";

    private static final ByteBuffer CONNECT = Frames.text("40").asReadOnlyBuffer();
    private static final ByteBuffer PONG = Frames.text("3").asReadOnlyBuffer();

    private final int number;
    private final int room;
    private final Endpoint endpoint;
    private final SocketChannel channel;
    private final SelectionKey key;
    /** What the socket did not take at once. */
    private final Deque<ByteBuffer> unsent = new ArrayDeque<>();
    /** The beginning of a message whose end has not arrived. */
    private byte[] rest = {};

    private boolean upgraded;
    private boolean ready;

    private Client(int number, int room, Endpoint endpoint, SocketChannel channel, SelectionKey key) {
        this.number = number;
        this.room = room;
        this.endpoint = endpoint;
        this.channel = channel;
        this.key = key;
    }

    /** One that begins to connect. */
    static Client connecting(int number, int room, Endpoint endpoint, Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
        Client client = new Client(number, room, endpoint, channel, key);
        key.attach(client);
        if (channel.connect(new InetSocketAddress("127.0.0.1", endpoint.port()))) {
            client.connected();
        }
        return client;
    }

    /** Whether it has joined its room. */
    boolean ready() {
        return ready;
    }

    /** Does what the selector found possible; fails when the server refuses or hangs up. */
    void act(ByteBuffer buffer, Tally tally) throws IOException {
        if (key.isConnectable() && channel.finishConnect()) {
            connected();
        }
        if (key.isValid() && key.isWritable()) {
            flush();
        }
        if (key.isValid() && key.isReadable()) {
            read(buffer, tally);
        }
    }

    void publish(int event) throws IOException {
        write(Frames.text(endpoint.publication(event, room)));
    }

    void close() throws IOException {
        channel.close();
    }

    private void connected() throws IOException {
        key.interestOps(SelectionKey.OP_READ);
        String host = "127.0.0.1:" + endpoint.port();
        String cookie = endpoint.cookie().isEmpty() ? "" : "Cookie: " + endpoint.cookie() + "\r\n";
        String request = "GET " + endpoint.path().replace("{room}", Events.room(room)) + " HTTP/1.1\r\nHost: " + host
                + "\r\nOrigin: http://" + host + "\r\n" + cookie
                + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + KEY
                + "\r\n\r\n";
        write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    }

    private void read(ByteBuffer buffer, Tally tally) throws IOException {
        buffer.clear().put(rest);
        if (channel.read(buffer) < 0) {
            throw new IOException("client " + number + " was disconnected");
        }
        long now = System.nanoTime();
        buffer.flip();
        int at = upgraded ? 0 : upgrade(buffer);
        if (upgraded) {
            at = hear(buffer, at, tally, now);
        }
        if (at < buffer.limit() || rest.length > 0) {
            rest = new byte[buffer.limit() - at];
            buffer.get(at, rest);
        }
    }

    /** Where the frames begin; 0 while the answer is not complete. */
    private int upgrade(ByteBuffer buffer) throws IOException {
        String answer = StandardCharsets.ISO_8859_1.decode(buffer.duplicate()).toString();
        int end = answer.indexOf("\r\n\r\n");
        if (end < 0) {
            return 0;
        }
        if (!answer.startsWith("HTTP/1.1 101")) {
            throw new IOException(
                    "the upgrade was answered " + answer.lines().findFirst().orElse(""));
        }
        upgraded = true;
        ready = endpoint.protocol() == Endpoint.Protocol.PLAIN;
        return end + 4;
    }

    private int hear(ByteBuffer buffer, int start, Tally tally, long now) throws IOException {
        int at = start;
        for (int end = Frames.end(buffer, at); end >= 0; end = Frames.end(buffer, at)) {
            int content = Frames.content(buffer, at);
            switch (Frames.opcode(buffer, at)) {
                case Frames.TEXT -> hearText(buffer, content, end, tally, now);
                case Frames.PING -> write(Frames.pong(bytes(buffer, content, end)));
                case Frames.PONG -> {}
                case Frames.CLOSE -> throw new IOException("client " + number + " was sent away");
                default -> throw new IOException("client " + number + " was sent a frame that it does not know");
            }
            at = end;
        }
        return at;
    }

    private void hearText(ByteBuffer buffer, int start, int end, Tally tally, long now) throws IOException {
        char engine = start < end ? (char) buffer.get(start) : ' ';
        char packet = start + 1 < end ? (char) buffer.get(start + 1) : ' ';
        if (engine == '4' && packet == '2') {
            int event = Events.number(buffer, start, end);
            if (event >= 0) {
                tally.arrived(number, event, now);
            }
        } else if (engine == '2') {
            write(PONG.duplicate());
        } else if (engine == '0') {
            write(CONNECT.duplicate());
        } else if (engine == '4' && packet == '0') {
            write(Frames.text("420[\"join\",\"" + Events.room(room) + "\"]"));
        } else if (engine == '4' && packet == '3') {
            joined(new String(bytes(buffer, start, end), StandardCharsets.UTF_8));
        } else if (engine == '4' && packet == '4') {
            throw new IOException("refused: " + new String(bytes(buffer, start, end), StandardCharsets.UTF_8));
        }
    }

    private void joined(String answer) throws IOException {
        if (!answer.startsWith("430[") || answer.contains("\"ok\":false")) {
            throw new IOException("the join was answered " + answer);
        }
        ready = true;
    }

    private static byte[] bytes(ByteBuffer buffer, int start, int end) {
        byte[] bytes = new byte[end - start];
        buffer.get(start, bytes);
        return bytes;
    }

    private void write(ByteBuffer bytes) throws IOException {
        unsent.add(bytes);
        flush();
    }

    private void flush() throws IOException {
        for (ByteBuffer next = unsent.peek(); next != null; next = unsent.peek()) {
            channel.write(next);
            if (next.hasRemaining()) {
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                return;
            }
            unsent.remove();
        }
        key.interestOps(SelectionKey.OP_READ);
    }
}
