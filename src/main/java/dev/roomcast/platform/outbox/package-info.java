/** The outbox: the event of a change is written in its transaction, and waits in a table until it is published. */
@NullMarked
package dev.roomcast.platform.outbox;

import org.jspecify.annotations.NullMarked;
