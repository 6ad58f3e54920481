package dev.roomcast.files;

/**
 * Fired inside the transaction in which a file loses content, by getting other content or by being deleted; once it has
 * committed, nothing refers to that content any more.
 *
 * @param content what it is called in the directory of contents
 */
public record ContentDropped(String content) {}
