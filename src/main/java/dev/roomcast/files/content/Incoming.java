package dev.roomcast.files.content;

/**
 * Contents that have arrived whole and are on the disk, but belong to no file yet.
 *
 * @param name random, made here: 32 hexadecimal digits
 * @param size in bytes
 * @param sha256 in hexadecimal digits
 */
record Incoming(String name, long size, String sha256) {}
