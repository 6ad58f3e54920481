package dev.roomcast.files.content;

/**
 * What is needed to send the contents of a file.
 *
 * @param name the file's, as its users call it
 * @param stored what the contents are called in the files directory
 * @param size in bytes
 * @param sha256 in hexadecimal digits
 */
record Content(String name, String mediaType, String stored, long size, String sha256) {}
