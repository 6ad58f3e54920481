package dev.roomcast.sync.socketio;

import dev.roomcast.sync.Visitor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * With what a client asked to join a namespace.
 *
 * @param visitor who is behind the connection
 * @param query query parameters of the request that opened the connection
 * @param remoteAddress as the container reports it
 * @param auth the payload of the CONNECT packet; empty when absent
 */
public record SocketHandshake(
        Visitor visitor, Map<String, String> query, String remoteAddress, Map<String, @Nullable Object> auth) {}
