package dev.roomcast.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** All clients, served by one thread: connects them in small groups, then reads until it is closed. */
final class Fleet implements AutoCloseable {

    private static final int CONNECTING_AT_ONCE = 50;
    private static final long CONNECTED_WITHIN_NANOS = 60_000_000_000L;

    private final URI server;
    private final String cookie;
    private final Selector selector = Selector.open();
    private final List<RoomClient> clients = new ArrayList<>();
    private final Thread reader = new Thread(this::read, "clients");
    /** Where events are counted; changed between measurements, when nothing is in flight. */
    private volatile Tally tally = new Tally(0, 0);

    private volatile boolean closed;
    private volatile String failure = "";

    Fleet(URI server, String cookie) throws IOException {
        this.server = server;
        this.cookie = cookie;
    }

    /** Connects and joins this many; returns when the last has joined, and from then on reads in a thread of its own. */
    void connect(int count) throws IOException {
        long deadline = System.nanoTime() + CONNECTED_WITHIN_NANOS;
        while (clients.size() < count) {
            for (int i = 0; i < CONNECTING_AT_ONCE && clients.size() < count; i++) {
                add();
            }
            while (!clients.stream().allMatch(RoomClient::joined)) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("not all of " + clients.size() + " clients joined in time");
                }
                select();
            }
        }
        reader.start();
    }

    int size() {
        return clients.size();
    }

    void countIn(Tally fresh) {
        tally = fresh;
    }

    /** Fails when a client was disconnected or refused. */
    void check() {
        if (!failure.isEmpty()) {
            throw new IllegalStateException(failure);
        }
    }

    private void add() throws IOException {
        var channel = SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        var client = new RoomClient(clients.size(), channel);
        client.upgrade(server, cookie);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, client);
        clients.add(client);
    }

    private void read() {
        try {
            while (!closed) {
                select();
            }
        } catch (IOException e) {
            failure = e.getMessage() == null ? e.toString() : e.getMessage();
        }
    }

    private void select() throws IOException {
        selector.select(200);
        for (SelectionKey key : selector.selectedKeys()) {
            ((RoomClient) key.attachment()).read(tally);
        }
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
