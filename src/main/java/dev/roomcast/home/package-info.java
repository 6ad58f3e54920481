/** The home page: how much there is, what changed last, and which workers serve. */
@NullMarked
package dev.roomcast.home;

import org.jspecify.annotations.NullMarked;
