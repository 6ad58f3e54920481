package dev.roomcast.sync.engineio;

/** Hears what one session receives. Calls come one at a time, in the order received, on container threads and must not block. */
public interface SessionListener {

    /** A text message, without the packet's type digit. */
    void onText(String data);

    /** A binary message. The array belongs to the listener. */
    void onBinary(byte[] data);

    /** The session has ended; the last call. */
    void onClose(CloseReason reason);
}
