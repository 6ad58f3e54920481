/** Tests through a real nginx with the files of {@code server-config/nginx}, before workers that are restarted and killed. */
package dev.roomcast.proxy;
