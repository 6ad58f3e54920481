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
import java.util.List;
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
            "insert into outbox (event_id, topic, rooms, reason, element_id, data, weight, worker, writer, owner, owned_at)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, " + NOW + ")";

    /** Limited by the weight of all before it, so that the first is among them however heavy it is. */
    private static final String WAITING = """
            select o.id, o.event_id, o.topic, o.rooms, o.reason, o.element_id, o.data, o.worker
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
     * Writes the event of a change, in the transaction that is active; without one it is committed at once.
     *
     * @param worker the number that the event carries
     */
    public void add(Change change, long worker) throws SQLException {
        add(UUID.randomUUID().toString(), change, worker);
    }

    /** The same, under an event id that the caller has made. */
    public void add(String eventId, Change change, long worker) throws SQLException {
        Written written = Written.of(change);
        String data = written.data();
        try (Connection connection = dataSource.getConnection()) {
            update(
                    connection,
                    ADD,
                    eventId,
                    written.topic(),
                    written.rooms(),
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
    public boolean isEmpty() {
        return with(connection -> {
            try (PreparedStatement query = prepare(connection, "select id from outbox limit 1");
                    ResultSet row = query.executeQuery()) {
                return !row.next();
            }
        });
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
                        Written.rooms(row.getString(4)),
                        Reason.of(row.getString(5)),
                        row.getString(6),
                        row.getString(7),
                        row.getLong(8)));
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
                for (Newest newest : newestUpTo(connection, last)) {
                    gone += giveWay(connection, newest);
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

    /** The newest of the events that one can stand for all of: those of a topic that name the same rooms. */
    private record Newest(String topic, String rooms, long id) {}

    private List<Newest> newestUpTo(Connection connection, long last) throws SQLException {
        List<Newest> newest = new ArrayList<>();
        String sql = "select topic, rooms, max(id) from outbox where writer = ? and id <= ? group by topic, rooms";
        try (PreparedStatement query = prepare(connection, sql, self, last);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                newest.add(new Newest(row.getString(1), row.getString(2), row.getLong(3)));
            }
        }
        return newest;
    }

    /** First the one that stands for all, then the others: in between nothing is missing. */
    private int giveWay(Connection connection, Newest newest) throws SQLException {
        String stand =
                "update outbox set event_id = ?, element_id = '', data = null, weight = 0 where id = ? and writer = ?";
        int stands = update(connection, stand, UUID.randomUUID().toString(), newest.id, self);
        String others = "delete from outbox where writer = ? and topic = ? and rooms = ? and id < ?";
        return stands == 0 ? 0 : stands + update(connection, others, self, newest.topic, newest.rooms, newest.id);
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
