package dev.roomcast.platform.outbox;

import dev.roomcast.sync.Change;
import dev.roomcast.sync.EventOutbox;
import dev.roomcast.sync.OutboxEvent;
import dev.roomcast.sync.OutboxUnavailableException;
import dev.roomcast.sync.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The table of events that wait, on H2 and PostgreSQL, as one start of a worker sees it. Times are the database's: it
 * takes events from a worker, and the clocks of machines differ.
 */
public final class OutboxTable implements EventOutbox {
    private static final int QUERY_SECONDS = 10;

    private static final String NOW = "cast(extract(epoch from current_timestamp) * 1000 as bigint)";

    private static final String ADD =
            "insert into outbox (event_id, topic, reason, element_id, data, weight, worker, writer, owner, owned_at)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, " + NOW + ")";

    /** Limited by the weight of all before it, so that the first is among them however heavy it is. */
    private static final String WAITING = """
            select o.id, o.event_id, o.topic, o.reason, o.element_id, o.data, o.worker
              from outbox o
              join (select id, sum(weight) over (order by id) - weight as before
                      from (select id, weight from outbox where writer = ? or owner = ? order by id limit ?) oldest) weighed
                on weighed.id = o.id
             where weighed.before < ?
             order by o.id""";

    /** The owner is looked at again once a row is locked: another worker may have been faster. */
    private static final String TAKE_OVER = "update outbox set owner = ?, owned_at = " + NOW
            + " where owner in (select owner from outbox where abs(owned_at - " + NOW
            + ") >= 3000 and writer <> ? and owner <> ?)";

    private final DataSource dataSource;
    private final String self;

    /** @param self names this start of the worker, unlike any other */
    public OutboxTable(DataSource dataSource, String self) {
        this.dataSource = dataSource;
        this.self = self;
    }

    /**
     * Writes the event of a change, in the transaction that is active.
     *
     * @param worker the number that the event carries
     */
    public void add(Change change, long worker) throws SQLException {
        Written written = Written.of(change);
        String data = written.data();
        try (Connection connection = dataSource.getConnection()) {
            update(
                    connection,
                    ADD,
                    UUID.randomUUID().toString(),
                    written.topic(),
                    change.reason().wire(),
                    written.elementId(),
                    data,
                    data == null ? 0 : data.length(),
                    worker,
                    self,
                    self);
        }
    }

    @Override
    public List<OutboxEvent> waiting(int atMost, int weight) {
        return with(connection -> waiting(connection, atMost, weight));
    }

    private List<OutboxEvent> waiting(Connection connection, int atMost, int weight) throws SQLException {
        List<OutboxEvent> events = new ArrayList<>();
        try (PreparedStatement query = prepare(connection, WAITING, self, self, atMost, weight);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                events.add(new OutboxEvent(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        Reason.of(row.getString(4)),
                        row.getString(5),
                        row.getString(6),
                        row.getLong(7)));
            }
        }
        return events;
    }

    @Override
    public void remove(Collection<Long> numbers) {
        String places = String.join(", ", Collections.nCopies(numbers.size(), "?"));
        with(connection -> update(connection, "delete from outbox where id in (" + places + ")", numbers.toArray()));
    }

    @Override
    public int takeOver() {
        return with(connection -> update(connection, TAKE_OVER, self, self, self));
    }

    @Override
    public int giveWay(int most) {
        return with(connection -> {
            boolean tooMany = !numberAt(connection, most).isEmpty();
            int gone = 0;
            for (long last : tooMany ? numberAt(connection, most / 2) : List.<Long>of()) {
                for (Map.Entry<String, Long> newest :
                        newestUpTo(connection, last).entrySet()) {
                    gone += giveWay(connection, newest.getKey(), newest.getValue());
                }
            }
            return gone;
        });
    }

    /** The number of the event before the newest {@code skipped}, if there are as many. */
    private List<Long> numberAt(Connection connection, int skipped) throws SQLException {
        String sql = "select id from outbox where writer = ? order by id desc limit 1 offset ?";
        try (PreparedStatement query = prepare(connection, sql, self, skipped);
                ResultSet row = query.executeQuery()) {
            return row.next() ? List.of(row.getLong(1)) : List.of();
        }
    }

    private Map<String, Long> newestUpTo(Connection connection, long last) throws SQLException {
        Map<String, Long> newest = new LinkedHashMap<>();
        String sql = "select topic, max(id) from outbox where writer = ? and id <= ? group by topic";
        try (PreparedStatement query = prepare(connection, sql, self, last);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                newest.put(row.getString(1), row.getLong(2));
            }
        }
        return newest;
    }

    /** First the one that stands for all, then the others: in between nothing is missing. */
    private int giveWay(Connection connection, String topic, long newest) throws SQLException {
        String stand =
                "update outbox set event_id = ?, element_id = '', data = null, weight = 0 where id = ? and writer = ?";
        int stands = update(connection, stand, UUID.randomUUID().toString(), newest, self);
        String others = "delete from outbox where writer = ? and topic = ? and id < ?";
        return stands == 0 ? 0 : stands + update(connection, others, self, topic, newest);
    }

    /** Something done with a connection. */
    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    private <T> T with(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw new OutboxUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    private static int update(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement update = prepare(connection, sql, values)) {
            return update.executeUpdate();
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, @Nullable Object... values)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(QUERY_SECONDS);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
