/** The workers that serve now, each with a row in a table that all of them renew and read, and work done regularly. */
@NullMarked
package dev.roomcast.platform.workers;

import org.jspecify.annotations.NullMarked;
