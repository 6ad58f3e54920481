/** The WebSocket protocol (RFC 6455) without a container: what a server reads, and the little that it says of itself. */
@NullMarked
package dev.roomcast.sync.websocket;

import org.jspecify.annotations.NullMarked;
