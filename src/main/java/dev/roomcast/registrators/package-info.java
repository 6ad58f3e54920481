/** The registrators page: entity, service and REST resource of the portable recorders. */
@NullMarked
package dev.roomcast.registrators;

import org.jspecify.annotations.NullMarked;
