package dev.roomcast.platform.registry;

/**
 * A table whose rows refer to a record.
 *
 * @param topic what its rows are, as events name it
 * @param column the column that holds the record's id
 * @param label the column that names a row
 */
public record Referrer(String topic, String table, String column, String label) {}
