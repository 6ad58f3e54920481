package dev.roomcast.faults;

import java.util.concurrent.TimeUnit;

/** The fault in force, which may change at any moment; whoever waits because of the former one goes on then. */
final class FaultSwitch {
    private Fault fault = Fault.PASS;

    synchronized void turn(Fault to) {
        fault = to;
        notifyAll();
    }

    synchronized Fault now() {
        return fault;
    }

    /** The fault in force, once it is none that holds everything back. */
    synchronized Fault awaitMovement() throws InterruptedException {
        while (fault.kind() == Fault.Kind.PAUSE) {
            wait();
        }
        return fault;
    }

    /** Returns after this time, or as soon as another fault is in force. */
    synchronized void hold(long ms) throws InterruptedException {
        Fault before = fault;
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        for (long left = ms; left > 0 && fault.equals(before); left = millisUntil(deadline)) {
            wait(left);
        }
    }

    private static long millisUntil(long deadline) {
        return TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    }
}
