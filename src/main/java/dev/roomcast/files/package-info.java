/** The files page: entity, service and REST resource of the registry's files. */
@NullMarked
package dev.roomcast.files;

import org.jspecify.annotations.NullMarked;
