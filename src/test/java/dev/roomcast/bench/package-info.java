/** The benchmark: a load driver of its own process, with one selector thread for all clients, and a table of what it measured. See ./bench. */
package dev.roomcast.bench;
