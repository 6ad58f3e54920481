/** What operators are given in {@code server-config}: read as strictly as whoever runs it would. */
package dev.roomcast.deployment;
