/** Where the core meets the container: SyncManager, the endpoint, the polling servlet, the transports and managed threads. The only package that sees jakarta.websocket, servlets and EJB. */
@NullMarked
package dev.roomcast.sync.ee;

import org.jspecify.annotations.NullMarked;
