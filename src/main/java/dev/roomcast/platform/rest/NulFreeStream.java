package dev.roomcast.platform.rest;

import dev.roomcast.platform.problem.ProblemException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * JSON on its way to its reader: answers 400 when one of its strings holds the character 0, which PostgreSQL takes
 * neither to keep nor to look for. Written as itself it is no JSON, so only its escaped form has to be found.
 */
final class NulFreeStream extends FilterInputStream {
    private static final int BACKSLASH_SEEN = 1;
    private static final int U_SEEN = 2;
    private static final int ALL_ZEROS_SEEN = 6;

    private int state;

    NulFreeStream(InputStream json) {
        super(json);
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        if (read >= 0) {
            look(read);
        }
        return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        for (int i = 0; i < read; i++) {
            look(into[offset + i]);
        }
        return read;
    }

    /** Not skippable nor to be read twice: each byte is looked at once. */
    @Override
    public boolean markSupported() {
        return false;
    }

    private void look(int character) {
        if (state == BACKSLASH_SEEN) {
            state = character == 'u' ? U_SEEN : 0;
        } else if (state >= U_SEEN && character == '0') {
            state++;
        } else {
            state = character == '\\' ? BACKSLASH_SEEN : 0;
        }
        if (state == ALL_ZEROS_SEEN) {
            throw ProblemException.of(400, "bad-text");
        }
    }
}
