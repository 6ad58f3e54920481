package dev.roomcast.platform;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a person must read when the application starts: plain lines on the process's own output, where no log format
 * hides them.
 */
public final class Startup {
    private static final String PREFIX = "Roomcast cannot start: ";

    /** Several parts of the application may meet the same reason; it is said once. */
    private static final AtomicReference<String> LAST_REASON = new AtomicReference<>("");

    private Startup() {}

    /** Writes one line to standard output, past the server's logging. */
    public static void say(String line) {
        try {
            // Never closed: it is the process's own. No subclass: the descriptor keeps every stream that was made of
            // it,
            // and with the class it would keep the application's class loader after undeployment.
            FileOutputStream out = new FileOutputStream(FileDescriptor.out);
            out.write((line + System.lineSeparator()).getBytes(StandardCharsets.UTF_8));
        } catch (IOException closed) {
            System.getLogger(Startup.class.getName()).log(System.Logger.Level.INFO, line);
        }
    }

    /**
     * Says why the application cannot start, in one line, and returns what to throw: an exception without a stack
     * trace, since the reason is outside of the program.
     */
    public static CannotStartException cannotStart(String reason) {
        // A pool that passes on why our data source refused repeats the whole line.
        int known = reason.lastIndexOf(PREFIX);
        String ours = known < 0 ? reason : reason.substring(known + PREFIX.length());
        String line = PREFIX + ours.replaceAll("\\s+", " ");
        if (!line.equals(LAST_REASON.getAndSet(line))) {
            say(line);
        }
        return new CannotStartException(line);
    }

    /** Stops a deployment. */
    public static final class CannotStartException extends RuntimeException {
        CannotStartException(String line) {
            super(line, null, false, false);
        }
    }
}
