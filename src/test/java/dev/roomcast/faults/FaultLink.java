package dev.roomcast.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection through a {@link FaultProxy}: two threads, one for each direction, that do to the bytes what the fault in force says. */
final class FaultLink {
    private static final int CHUNK = 16 * 1024;
    private static final int SLICES_PER_SECOND = 10;

    private final Socket client;
    private final FaultSwitch faults;
    private final Consumer<FaultLink> ended;
    private final AtomicInteger directions = new AtomicInteger(2);
    private volatile @Nullable Socket server;
    /** Both threads, to be woken from a fault that holds bytes back. */
    private volatile @Nullable Thread upward;

    private volatile @Nullable Thread downward;
    /** Bytes are missing: nothing that follows them may arrive. */
    private volatile boolean lost;

    private volatile boolean cut;

    FaultLink(Socket client, FaultSwitch faults, Consumer<FaultLink> ended) {
        this.client = client;
        this.faults = faults;
        this.ended = ended;
    }

    /** Carries bytes until both sides have ended; called once, on a thread of this connection. */
    void carry(Socket target) {
        server = target;
        if (cut) {
            reset(target);
            return;
        }
        Thread other = FaultProxy.daemon(() -> pump(target, client), "fault-link-down");
        downward = other;
        upward = Thread.currentThread();
        other.start();
        pump(client, target);
    }

    /** Takes what a client sends to nowhere until it gives up. */
    void swallow() {
        directions.set(1);
        pump(client, client);
    }

    /** From now on nothing arrives any more, in neither direction, and no end either. */
    void lose() {
        lost = true;
    }

    /** Resets both sides. */
    void cut() {
        cut = true;
        reset(client);
        Socket target = server;
        if (target != null) {
            reset(target);
        }
        interrupt(upward);
        interrupt(downward);
        ended.accept(this);
    }

    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is gone already.
        }
    }

    private static void interrupt(@Nullable Thread thread) {
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] chunk = new byte[CHUNK];
        try {
            from.setTcpNoDelay(true);
            for (int length = from.getInputStream().read(chunk);
                    length >= 0;
                    length = from.getInputStream().read(chunk)) {
                forward(chunk, length, to);
            }
            endOf(from, to);
        } catch (IOException e) {
            brokenOff(from);
        } catch (InterruptedException e) {
            cut();
        }
    }

    /** One side says no more: the other hears of it in its turn, unless the network swallows that, too. */
    private void endOf(Socket from, Socket to) throws IOException, InterruptedException {
        Fault fault = lost ? Fault.HALF_OPEN : faults.awaitMovement();
        if (fault.kind() != Fault.Kind.HALF_OPEN && !lost) {
            to.shutdownOutput();
        } else {
            from.close();
        }
        oneDirectionLess();
    }

    private void brokenOff(Socket from) {
        if (lost && !cut) {
            reset(from);
            oneDirectionLess();
        } else {
            cut();
        }
    }

    private void oneDirectionLess() {
        if (directions.decrementAndGet() == 0) {
            cut();
        }
    }

    private void forward(byte[] chunk, int length, Socket to) throws IOException, InterruptedException {
        OutputStream out = to.getOutputStream();
        int sent = 0;
        while (sent < length && !lost) {
            Fault fault = faults.awaitMovement();
            switch (fault.kind()) {
                case DELAY -> faults.hold(fault.amount());
                case THROTTLE -> faults.hold(1_000 / SLICES_PER_SECOND);
                case HALF_OPEN -> lost = true;
                case CUT_MID_FRAME -> {
                    out.write(chunk, sent, (length - sent) / 2);
                    out.flush();
                    cut();
                    throw new IOException("cut");
                }
                default -> {}
            }
            // While it was held back the network may have died.
            if (!lost && faults.now().kind() != Fault.Kind.PAUSE) {
                int slice =
                        fault.kind() == Fault.Kind.THROTTLE ? Math.max(1, fault.amount() / SLICES_PER_SECOND) : length;
                int size = Math.min(slice, length - sent);
                out.write(chunk, sent, size);
                sent += size;
            }
        }
    }
}
