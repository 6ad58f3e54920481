/** The core, in plain Java: rooms, positions, the hub, the outbound queue, the dependency table and the contract of the bus. It knows nothing of Jakarta, Redis or the portal. */
@NullMarked
package dev.roomcast.sync;

import org.jspecify.annotations.NullMarked;
