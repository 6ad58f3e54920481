package dev.roomcast.files.content;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** A part of some contents on its way to a client, through a buffer. */
record ContentBody(Path file, ByteRange range) implements StreamingOutput {
    private static final System.Logger LOG = System.getLogger(ContentBody.class.getName());
    private static final int BUFFER = 64 * 1024;

    @Override
    public void write(OutputStream out) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            InputStream in = Channels.newInputStream(channel.position(range.first()));
            byte[] buffer = new byte[BUFFER];
            long left = range.length();
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (read < 0) {
                    throw new EOFException("contents are shorter than their row says");
                }
                if (!sent(out, buffer, read)) {
                    return;
                }
                left -= read;
            }
        }
    }

    /** False when the client has gone, as it does when a person closes a video: nothing to log a stack trace for. */
    private static boolean sent(OutputStream out, byte[] buffer, int length) {
        try {
            out.write(buffer, 0, length);
            return true;
        } catch (IOException clientGone) {
            LOG.log(System.Logger.Level.DEBUG, "a client went away in the middle of contents");
            return false;
        }
    }
}
