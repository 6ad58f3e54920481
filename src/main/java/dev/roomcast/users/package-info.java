/** The users of the registry: who may sign in, and with which role. */
@NullMarked
package dev.roomcast.users;

import org.jspecify.annotations.NullMarked;
