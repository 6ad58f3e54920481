/** Events of other systems: how they are published over REST, and the tokens that allow it. */
@NullMarked
package dev.roomcast.platform.events;

import org.jspecify.annotations.NullMarked;
