package dev.roomcast.files.content;

import dev.roomcast.platform.problem.ProblemException;
import dev.roomcast.platform.rest.ProblemMapper;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends the contents of a file: {@code GET} and {@code HEAD} of {@code /api/files/{id}/content}, with {@code ?download}
 * for saving them. A filter, because behind JAX-RS every person who closes a video would be a stack trace in the log.
 */
public class ContentDownload extends HttpFilter {
    private static final System.Logger LOG = System.getLogger(ContentDownload.class.getName());
    private static final Pattern PATH = Pattern.compile("/api/files/([0-9]{1,18})/content");
    private static final int BUFFER = 64 * 1024;
    private static final int ATTEMPTS = 5;

    /** Whatever was uploaded, and however it is opened: it runs no script and loads nothing in our name. */
    private static final String POLICY =
            "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'none'; frame-ancestors 'self'";

    @Inject
    private transient ContentStore store;

    @Inject
    private transient ContentService contents;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String info = request.getPathInfo();
        Matcher path = PATH.matcher(request.getServletPath() + (info == null ? "" : info));
        boolean head = request.getMethod().equals("HEAD");
        if (path.matches() && (head || request.getMethod().equals("GET"))) {
            try {
                answer(Long.parseLong(path.group(1)), head, request, response);
            } catch (IOException | RuntimeException failed) {
                if (response.isCommitted()) {
                    throw failed;
                }
                throw new ProblemException(ProblemMapper.problemOf(failed));
            }
        } else {
            chain.doFilter(request, response);
        }
    }

    private void answer(long id, boolean head, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Content content = contents.find(id);
        for (int attempt = 1; ; attempt++) {
            try (SeekableByteChannel stored = Files.newByteChannel(store.path(content.stored()))) {
                answer(content, stored, head, request, response);
                return;
            } catch (NoSuchFileException gone) {
                // Other contents came after the row was read: those are wanted then.
                Content now = contents.find(id);
                if (attempt == ATTEMPTS || now.equals(content)) {
                    LOG.log(System.Logger.Level.WARNING, "contents are missing: {0}", content.stored());
                    throw ProblemException.of(404, "no-content");
                }
                content = now;
            }
        }
    }

    private static void answer(
            Content content,
            SeekableByteChannel stored,
            boolean head,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        String tag = Conditions.tag(content);
        response.setHeader("ETag", tag);
        if (Conditions.has(request.getHeader("If-None-Match"), tag)) {
            response.setStatus(304);
            return;
        }
        String asked = head ? null : request.getHeader("Range");
        Optional<ByteRange> range =
                ByteRange.of(Conditions.range(asked, request.getHeader("If-Range"), tag), content.size());
        response.setHeader("Accept-Ranges", "bytes");
        if (range.isEmpty()) {
            response.setStatus(416);
            response.setHeader("Content-Range", "bytes */" + content.size());
            return;
        }
        ByteRange part = range.get();
        describe(content, part, request.getParameter("download") != null, response);
        if (!head) {
            send(stored, part, response);
        }
    }

    private static void describe(Content content, ByteRange part, boolean download, HttpServletResponse response) {
        if (!part.isWhole(content.size())) {
            response.setStatus(206);
            response.setHeader("Content-Range", part.header(content.size()));
        }
        response.setContentType(content.mediaType());
        response.setContentLengthLong(part.length());
        response.setHeader("Content-Disposition", Disposition.of(content.name(), content.mediaType(), download));
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    }

    private static void send(SeekableByteChannel stored, ByteRange range, HttpServletResponse response)
            throws IOException {
        InputStream in = Channels.newInputStream(stored.position(range.first()));
        OutputStream out = response.getOutputStream();
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

    /** False when the client has gone. */
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
