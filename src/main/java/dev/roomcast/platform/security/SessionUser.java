package dev.roomcast.platform.security;

/**
 * Whose session it is.
 *
 * @param sessionId names the session; not a secret
 * @param login the user's login
 * @param role the user's role
 */
record SessionUser(String sessionId, String login, String role) {}
