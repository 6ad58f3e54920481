/** An endpoint that keeps nothing: what one connection costs the server itself, whatever application stands behind it. */
package dev.roomcast.bench.bare;
