package dev.roomcast.sync;

/**
 * What is remembered of a sign-in session holds no longer: it has ended, or its rights have changed, here or on another
 * worker. Told as a CDI event on every worker before the session's connections are closed, so that nobody who remembers
 * it lets them connect again as before.
 *
 * @param sessionId as in {@link Visitor#sessionId()}
 */
public record SessionStale(String sessionId) {}
