package dev.roomcast.faults;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How fast a client reads; may be changed while it does. */
final class Pace {
    private static final int SIP = 100;

    private volatile long bytesPerSecond;

    private Pace(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    static Pace unlimited() {
        return new Pace(Long.MAX_VALUE);
    }

    static Pace of(long bytesPerSecond) {
        return new Pace(bytesPerSecond);
    }

    /** From now on it reads as fast as it can. */
    void release() {
        bytesPerSecond = Long.MAX_VALUE;
    }

    InputStream of(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                pause(1);
                return super.read();
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int most = bytesPerSecond == Long.MAX_VALUE ? length : Math.min(length, SIP);
                int read = super.read(into, offset, most);
                pause(read);
                return read;
            }
        };
    }

    private void pause(int bytes) {
        if (bytesPerSecond != Long.MAX_VALUE && bytes > 0) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(bytes) / bytesPerSecond);
        }
    }
}
