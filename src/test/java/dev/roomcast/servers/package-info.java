/** The WAR on application servers as administrators have them: configured by {@code server-config}, below a context path. */
package dev.roomcast.servers;
