package dev.roomcast.bench;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that says what the driver expects, and delivers events as a test wants it: right, or not. */
final class FaultyServer implements AutoCloseable {

    /** How an event comes to one client. */
    @FunctionalInterface
    interface Delivery {
        /** @param client in the order of joining; @param event in the order of publishing, both from 0 */
        void deliver(Line line, int client, int event, String message) throws IOException;
    }

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Line> lines = new ArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger pongs = new AtomicInteger();
    private final Delivery delivery;
    private final String answer;
    private int events;

    private FaultyServer(String answer, Delivery delivery) throws IOException {
        this.answer = answer;
        this.delivery = delivery;
        start(this::welcome);
    }

    static FaultyServer delivering(Delivery delivery) throws IOException {
        return new FaultyServer("101 Switching Protocols", delivery);
    }

    /** One that lets nobody in. */
    static FaultyServer refusing() throws IOException {
        return new FaultyServer("503 Full", Line::sendTo);
    }

    Endpoint endpoint() {
        return Endpoint.socketIo(door.getLocalPort(), "");
    }

    /** How many pings were answered. */
    int pongs() {
        return pongs.get();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "faulty server");
        thread.setDaemon(true);
        thread.start();
    }

    private void welcome() {
        try {
            while (true) {
                Socket socket = door.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new DataInputStream(socket.getInputStream());
            skipHead(in);
            Line line = new Line(socket);
            line.write(("HTTP/1.1 " + answer + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            line.send("0{\"sid\":\"s\"}");
            while (true) {
                hear(line, in);
            }
        } catch (EOFException | SocketException closed) {
            // The client or the test has gone.
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void skipHead(DataInputStream in) throws IOException {
        String end = "\r\n\r\n";
        for (int matched = 0; matched < end.length(); ) {
            matched = in.readByte() == end.charAt(matched) ? matched + 1 : 0;
        }
    }

    private void hear(Line line, DataInputStream in) throws IOException {
        int opcode = in.readByte() & 0x0f;
        int length = in.readByte() & 0x7f;
        length = length == 126 ? in.readUnsignedShort() : length;
        in.readInt();
        String text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        if (opcode == Frames.PONG || text.equals("3")) {
            pongs.incrementAndGet();
        } else if (text.equals("40")) {
            line.send("40{\"sid\":\"s\"}");
        } else if (text.startsWith("420[\"join\"")) {
            join(line);
        } else {
            publish(text);
        }
    }

    private synchronized void join(Line line) throws IOException {
        lines.add(line);
        line.send("430[\"ok\"]");
    }

    private synchronized void publish(String text) throws IOException {
        String message = text.replace("\"publish\"", "\"files:changed\"");
        int event = events++;
        for (int client = 0; client < lines.size(); client++) {
            delivery.deliver(lines.get(client), client, event, message);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** The way to one client. */
    static final class Line {
        private final Socket socket;

        Line(Socket socket) {
            this.socket = socket;
        }

        /** As a delivery: right. */
        static void sendTo(Line line, int client, int event, String message) throws IOException {
            line.send(message);
        }

        void send(String text) throws IOException {
            write(frame(text));
        }

        /** So that no read finds a whole frame. */
        void sendInPieces(String text) throws IOException {
            byte[] frame = frame(text);
            for (int at = 0; at < frame.length; at += 5) {
                socket.getOutputStream().write(frame, at, Math.min(5, frame.length - at));
            }
        }

        void write(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }

        void hangUp() throws IOException {
            socket.close();
        }

        private static byte[] frame(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            ByteBuffer frame = ByteBuffer.allocate(bytes.length + 4).put((byte) (0x80 | Frames.TEXT));
            if (bytes.length < 126) {
                frame.put((byte) bytes.length);
            } else {
                frame.put((byte) 126).putShort((short) bytes.length);
            }
            frame.put(bytes).flip();
            byte[] exact = new byte[frame.remaining()];
            frame.get(exact);
            return exact;
        }
    }
}
