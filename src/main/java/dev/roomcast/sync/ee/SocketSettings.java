package dev.roomcast.sync.ee;

/**
 * The settings of the socket's outside, validated.
 *
 * @param path where it is below the context path, with a slash at both ends, such as {@code /socket.io/}
 * @param connectTimeoutMs time in which a new connection must join a namespace, in ms
 * @param drainWindowMs time over which a stopping worker sends its clients elsewhere, in ms; 0 for not at all
 * @param recoveryMs how long the state of a lost connection is kept, in ms; 0 when lost connections are not recovered
 */
public record SocketSettings(String path, long connectTimeoutMs, long drainWindowMs, long recoveryMs) {}
