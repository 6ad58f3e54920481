package dev.roomcast.files;

/**
 * A file's contents are needed no more, told as a CDI event in the transaction that takes them from the file; they are
 * deleted once it has committed.
 *
 * @param name what the contents are called in the files directory
 */
public record ContentDropped(String name) {}
