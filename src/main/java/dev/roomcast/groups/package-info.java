/** The groups page: entity, service and REST resource of the groups that users belong to. */
@NullMarked
package dev.roomcast.groups;

import org.jspecify.annotations.NullMarked;
