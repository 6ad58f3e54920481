package dev.roomcast.sync.engineio;

import java.io.ByteArrayOutputStream;

/**
 * The body of one POST while it is read. The container feeds it chunk by chunk, from one thread at a time, and ends it
 * with either {@link #end} or {@link #abort}.
 */
public final class PostBody {
    private final Session session;
    private final HttpReply reply;
    private final int maxPayload;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    private boolean answered;

    PostBody(Session session, HttpReply reply, int maxPayload) {
        this.session = session;
        this.reply = reply;
        this.maxPayload = maxPayload;
    }

    /** Takes the next bytes; the array is not kept. What exceeds the limit is answered with 413 and not kept either. */
    public void chunk(byte[] chunk, int length) {
        if (bytes.size() + length > maxPayload) {
            tooLarge();
        } else {
            bytes.write(chunk, 0, length);
        }
    }

    void tooLarge() {
        session.endPost(this);
        answer(HttpAnswer.empty(413));
    }

    /** The body is complete: its packets are delivered, then the request is answered. */
    public void end() {
        if (session.endPost(this)) {
            byte[] body = bytes.toByteArray();
            boolean understood = session.onPayload(body);
            answer(understood ? new HttpAnswer(200, "text/html", "ok") : EngineError.BAD_REQUEST.answer());
        }
    }

    /** The connection broke before the body was complete; the session ends. */
    public void abort() {
        if (session.endPost(this)) {
            answer(HttpAnswer.empty(400));
            session.close(CloseReason.TRANSPORT_ERROR);
        }
    }

    void answer(HttpAnswer answer) {
        synchronized (this) {
            if (answered) {
                return;
            }
            answered = true;
        }
        reply.send(answer);
    }
}
