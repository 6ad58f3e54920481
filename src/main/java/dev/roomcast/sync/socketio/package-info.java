/** Socket.IO v5 in plain Java: packets, namespaces, acks and binary attachments on top of Engine.IO sessions; a small server API of its own. */
@NullMarked
package dev.roomcast.sync.socketio;

import org.jspecify.annotations.NullMarked;
