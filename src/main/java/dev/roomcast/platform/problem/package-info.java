/** What is told to a client whose request fails: one form, in their language. */
@NullMarked
package dev.roomcast.platform.problem;

import org.jspecify.annotations.NullMarked;
