/**
 * The contents of files, which live in a directory outside of the database: streamed there whole or not at all, and back
 * by ranges.
 */
@NullMarked
package dev.roomcast.files.content;

import org.jspecify.annotations.NullMarked;
