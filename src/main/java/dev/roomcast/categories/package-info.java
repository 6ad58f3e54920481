/** The categories page: entity, service and REST resource of what files are filed under. */
@NullMarked
package dev.roomcast.categories;

import org.jspecify.annotations.NullMarked;
