/** The administration page: the settings in force. */
@NullMarked
package dev.roomcast.admin;

import org.jspecify.annotations.NullMarked;
