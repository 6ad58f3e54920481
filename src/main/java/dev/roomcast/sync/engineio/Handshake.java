package dev.roomcast.sync.engineio;

import dev.roomcast.sync.Visitor;
import java.util.Map;

/**
 * The request that opened a session.
 *
 * @param visitor who is behind it
 * @param query the query parameters, the last value of repeated ones
 * @param remoteAddress as the container reports it
 */
public record Handshake(Visitor visitor, Map<String, String> query, String remoteAddress) {}
