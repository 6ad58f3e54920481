/** The bus over Redis: publishing script, history and listener. The only package that sees Jedis. */
@NullMarked
package dev.roomcast.sync.redis;

import org.jspecify.annotations.NullMarked;
