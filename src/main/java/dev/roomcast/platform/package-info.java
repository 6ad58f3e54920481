/** What all features stand on: configuration, data source, JAX-RS, error answers, signing in and room rights. */
@NullMarked
package dev.roomcast.platform;

import org.jspecify.annotations.NullMarked;
