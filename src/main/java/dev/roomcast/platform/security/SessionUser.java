package dev.roomcast.platform.security;

/**
 * Whose session it is.
 *
 * @param sessionId names the session; not a secret
 * @param userId the user's id
 * @param login the user's login
 * @param role the user's role
 * @param mustChangePassword whether nothing else may be done before a new password is chosen
 */
record SessionUser(String sessionId, long userId, String login, String role, boolean mustChangePassword) {}
