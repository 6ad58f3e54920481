/**
 * What the registry's features share: lists, changes and REST of records. A feature adds its entity, what may be written
 * of it, how it is shown, and its own rules.
 */
@NullMarked
package dev.roomcast.platform.registry;

import org.jspecify.annotations.NullMarked;
