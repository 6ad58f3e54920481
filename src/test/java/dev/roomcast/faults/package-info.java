/** Real workers, a real Redis and real pages with things broken on purpose between them; after each fault the same promise is looked at. */
package dev.roomcast.faults;
