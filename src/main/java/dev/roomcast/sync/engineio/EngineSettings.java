package dev.roomcast.sync.engineio;

import java.util.Set;

/**
 * The settings of an Engine.IO server, validated.
 *
 * @param pingIntervalMs announced in the handshake and kept, in ms
 * @param pingTimeoutMs announced in the handshake and kept, in ms
 * @param upgradeTimeoutMs how long a probing WebSocket may take, in ms
 * @param maxPayload bound on a POST body and on a WebSocket message in bytes, announced in the handshake
 * @param sendTimeoutMs age of a send in flight at which the connection is given up, in ms
 * @param maxQueuedFrames bound on packets waiting for one client
 * @param maxQueuedBytes bound on their weight
 * @param route begins the sids of this worker, followed by a dot, for a proxy that routes by it; may be empty
 * @param allowedOrigins further origins ({@code https://host[:port]}) that may connect, beside the same origin; {@code *} for all
 */
public record EngineSettings(
        long pingIntervalMs,
        long pingTimeoutMs,
        long upgradeTimeoutMs,
        int maxPayload,
        long sendTimeoutMs,
        int maxQueuedFrames,
        long maxQueuedBytes,
        String route,
        Set<String> allowedOrigins) {}
