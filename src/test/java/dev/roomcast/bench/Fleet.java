package dev.roomcast.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** All clients, served by the thread that calls: one selector, one buffer for whoever reads. */
final class Fleet implements AutoCloseable {

    /** Larger than any message and than what a socket holds of small ones. */
    private static final int BUFFER = 256 * 1024;

    private static final long CONNECTED_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(120);

    private final Audience audience;
    private final List<Endpoint> endpoints;
    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final List<Client> clients = new ArrayList<>();
    private Tally tally;
    private int ready;
    private int failed;
    private @Nullable String failure;

    Fleet(Audience audience, List<Endpoint> endpoints) throws IOException {
        this.audience = audience;
        this.endpoints = endpoints;
        this.tally = new Tally(audience, 0);
    }

    /** Connects all and joins them, so many at once; fails when one fails. */
    void connect(int atOnce) throws IOException {
        long deadline = System.nanoTime() + CONNECTED_WITHIN_NANOS;
        while (clients.size() < audience.clients()) {
            for (int i = 0; i < atOnce && clients.size() < audience.clients(); i++) {
                add();
            }
            awaitAll(deadline);
            check();
        }
    }

    /** Connects all at the same time; returns when each has joined or failed. */
    void storm() throws IOException {
        while (clients.size() < audience.clients()) {
            add();
        }
        awaitAll(System.nanoTime() + CONNECTED_WITHIN_NANOS);
    }

    /** Returns when each client that was added has joined or failed, or the time is over. */
    private void awaitAll(long deadline) throws IOException {
        while (ready + failed < clients.size()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("only " + ready + " of " + clients.size() + " clients have joined in time");
            }
            poll(100);
        }
    }

    private void add() throws IOException {
        int number = clients.size();
        Endpoint endpoint = endpoints.get(audience.endpoint(number));
        clients.add(Client.connecting(number, audience.room(number), endpoint, selector));
    }

    /** Clients that have joined. */
    int ready() {
        return ready;
    }

    /** Clients that the server refused or disconnected. */
    int failed() {
        return failed;
    }

    /** Fails when a client was refused or disconnected. */
    void check() throws IOException {
        if (failure != null) {
            throw new IOException(failed + " clients failed, the first because " + failure);
        }
    }

    Audience audience() {
        return audience;
    }

    /** Begins a new count; what was published before must have arrived. */
    Tally count() {
        tally = new Tally(audience, tally.next());
        return tally;
    }

    /** The first client of the next room publishes there. */
    void publish() throws IOException {
        Client publisher = clients.get(tally.nextRoom());
        publisher.publish(tally.publish(System.nanoTime()));
    }

    /** Lets clients read and write what they can; waits so long for something to do, 0 not at all. */
    void poll(long ms) throws IOException {
        if (ms == 0) {
            selector.selectNow(this::act);
        } else {
            selector.select(this::act, ms);
        }
    }

    /** Stays connected for a while: reads, and answers pings. */
    void stay(long nanos) throws IOException {
        long end = System.nanoTime() + nanos;
        do {
            poll(10);
        } while (System.nanoTime() < end);
    }

    private void act(SelectionKey key) {
        Client client = (Client) key.attachment();
        boolean before = client.ready();
        try {
            client.act(buffer, tally);
            ready += client.ready() && !before ? 1 : 0;
        } catch (IOException e) {
            ready -= before ? 1 : 0;
            fail(key, e);
        }
    }

    private void fail(SelectionKey key, IOException reason) {
        failed++;
        if (failure == null) {
            failure = String.valueOf(reason.getMessage());
        }
        key.cancel();
    }

    @Override
    public void close() throws IOException {
        for (Client client : clients) {
            client.close();
        }
        selector.close();
    }
}
