/** The database: data source, schema and what its errors mean. */
@NullMarked
package dev.roomcast.platform.database;

import org.jspecify.annotations.NullMarked;
