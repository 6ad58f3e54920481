package dev.roomcast.sync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The table of the outbox in memory, which several workers share: what is in it has been committed. */
final class MemoryTable {
    private static final long TAKEN_AFTER_MS = 10_000;

    private final LongSupplier clockMs;
    private final TreeMap<Long, Row> rows = new TreeMap<>();
    private long lastNumber;
    /** No statement is answered. */
    boolean away;

    private record Row(OutboxEvent event, String owner, long ownedAt) {}

    MemoryTable(LongSupplier clockMs) {
        this.clockMs = clockMs;
    }

    /** An event as it is to be written, under the next number. */
    OutboxEvent event(String topic, String elementId, @Nullable String data, long worker) {
        String eventId = UUID.randomUUID().toString();
        return new OutboxEvent(++lastNumber, eventId, topic, Reason.UPDATED, elementId, data, worker);
    }

    void commit(String owner, OutboxEvent event) {
        rows.put(event.number(), new Row(event, owner, clockMs.getAsLong()));
    }

    List<String> elements() {
        return rows.values().stream().map(row -> row.event.elementId()).toList();
    }

    /** The table as one worker sees it. */
    EventOutbox of(String owner) {
        return new Of(owner);
    }

    private final class Of implements EventOutbox {
        private final String owner;

        private Of(String owner) {
            this.owner = owner;
        }

        private List<Row> own() {
            if (away) {
                throw new OutboxUnavailableException("away");
            }
            return rows.values().stream().filter(row -> row.owner.equals(owner)).toList();
        }

        @Override
        public List<OutboxEvent> waiting(int atMost, int weight) {
            List<OutboxEvent> waiting = new ArrayList<>();
            long before = 0;
            for (Row row : own()) {
                if (waiting.size() < atMost && before < weight) {
                    waiting.add(row.event);
                }
                before += row.event.weight();
            }
            return waiting;
        }

        @Override
        public void remove(Collection<Long> numbers) {
            own();
            numbers.forEach(rows::remove);
        }

        @Override
        public int takeOver(int atMost) {
            own();
            long now = clockMs.getAsLong();
            List<Row> orphans = rows.values().stream()
                    .filter(row -> !row.owner.equals(owner) && now - row.ownedAt >= TAKEN_AFTER_MS)
                    .limit(atMost)
                    .toList();
            orphans.forEach(row -> rows.put(row.event.number(), new Row(row.event, owner, now)));
            return orphans.size();
        }

        @Override
        public int giveWay(int most) {
            List<Row> own = own();
            if (own.size() <= most) {
                return 0;
            }
            Map<String, Row> newest = new HashMap<>();
            List<Row> oldest = own.subList(0, own.size() - most / 2);
            oldest.forEach(row -> newest.put(row.event.topic(), row));
            oldest.forEach(row -> rows.remove(row.event.number()));
            newest.values().forEach(this::stand);
            return oldest.size();
        }

        private void stand(Row row) {
            OutboxEvent gone = row.event;
            String eventId = UUID.randomUUID().toString();
            OutboxEvent stands =
                    new OutboxEvent(gone.number(), eventId, gone.topic(), gone.reason(), "", null, gone.worker());
            rows.put(gone.number(), new Row(stands, owner, row.ownedAt));
        }
    }
}
