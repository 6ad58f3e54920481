/** Who is asking: sign-in sessions, the filter that every request passes, origins and room rights. */
@NullMarked
package dev.roomcast.platform.security;

import org.jspecify.annotations.NullMarked;
