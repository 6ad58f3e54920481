/** Engine.IO v4 in plain Java: sessions, packets, polling payloads, heartbeat and upgrade. Containers are adapted to it in {@code sync.ee}. */
@NullMarked
package dev.roomcast.sync.engineio;

import org.jspecify.annotations.NullMarked;
