package dev.roomcast.sync;

/**
 * A sign-in session has ended, here or on another worker. Told as a CDI event on every worker before its connections
 * are closed, so that nobody who remembers the session lets it connect again.
 *
 * @param sessionId as in {@link Visitor#sessionId()}
 */
public record SessionEnded(String sessionId) {}
