package dev.roomcast.sync;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A member's wish to be in a room.
 *
 * @param since the position that the member holds, or null
 * @param answer called once, on the hub's thread
 */
record Join<M>(M member, @Nullable Position since, Consumer<Joined> answer) {}
