package dev.roomcast.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Fills the database behind the server's back: 100,000 requests would take longer than all that is measured. */
final class ManyFiles {
    private static final List<String> SURROUNDINGS = List.of("""
            insert into category (id, version, name, name_key, colour, active, created_at, created_by, changed_at, changed_by)
            select nextval('category_seq'), 1, 'Category ' || x, 'category ' || x, '#64748b', true,
                   localtimestamp, 'admin', localtimestamp, 'admin'
              from system_range(1, 20)""", """
            insert into registrator (id, version, name, name_key, serial_number, active, created_at, created_by, changed_at, changed_by)
            select nextval('registrator_seq'), 1, 'Recorder ' || x, 'recorder ' || x, 'SN-' || x, true,
                   localtimestamp, 'admin', localtimestamp, 'admin'
              from system_range(1, 200)""");

    private static final String FILES = """
            insert into file (id, version, name, name_key, media_type, size, note, pinned, category_id, registrator_id,
                              owner_id, recorded_at, created_at, created_by, changed_at, changed_by)
            select nextval('file_seq'), 1, 'Recording ' || mod(x * 7919, 1000003) || '.mp4',
                   'recording ' || mod(x * 7919, 1000003) || '.mp4',
                   case mod(x, 4) when 0 then 'video/mp4' when 1 then 'audio/ogg' when 2 then 'image/jpeg' else 'text/plain' end,
                   mod(x * 104729, 1000000007), 'kept for ' || mod(x, 365) || ' days', mod(x, 50) = 0,
                   case when mod(x, 10) = 0 then null else 1 + mod(x, 20) end, 1 + mod(x, 200), 1,
                   dateadd('second', -mod(x * 7907, 31536000), localtimestamp),
                   dateadd('second', -x, localtimestamp), 'admin', dateadd('second', -x, localtimestamp), 'admin'
              from system_range(%d, %d)""";

    private final String url;
    private int files;

    ManyFiles(String url) {
        this.url = url;
    }

    /** Adds files until there are so many. */
    void fillUpTo(int count) throws IOException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            if (files == 0) {
                for (String sql : SURROUNDINGS) {
                    statement.execute(sql);
                }
            }
            statement.execute(FILES.formatted(files + 1, count));
            statement.execute("analyze");
            files = count;
        } catch (SQLException e) {
            throw new IOException("the database could not be filled: " + e.getMessage(), e);
        }
    }
}
