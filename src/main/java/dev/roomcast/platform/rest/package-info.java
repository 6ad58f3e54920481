/** What all REST resources stand on: the application, error answers, positions, health. */
@NullMarked
package dev.roomcast.platform.rest;

import org.jspecify.annotations.NullMarked;
