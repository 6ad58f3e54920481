package dev.roomcast.sync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table of the outbox in memory, which several workers share: what is in it has been committed. */
final class MemoryTable {
    private static final long TAKEN_AFTER_MS = 10_000;

    private final LongSupplier clockMs;
    private final TreeMap<Long, Row> rows = new TreeMap<>();
    private long lastNumber;
    /** No statement is answered. */
    boolean away;

    private record Row(OutboxEvent event, String writer, String owner, long ownedAt) {}

    MemoryTable(LongSupplier clockMs) {
        this.clockMs = clockMs;
    }

    /** An event as it is to be written, under the next number. */
    OutboxEvent event(String topic, String elementId, @Nullable String data, long worker) {
        return event(topic, List.of(), elementId, data, worker);
    }

    /** The same, for rooms that its change names. */
    OutboxEvent event(String topic, List<String> rooms, String elementId, @Nullable String data, long worker) {
        String eventId = UUID.randomUUID().toString();
        return new OutboxEvent(++lastNumber, eventId, topic, rooms, Reason.UPDATED, elementId, data, worker);
    }

    void commit(String writer, OutboxEvent event) {
        rows.put(event.number(), new Row(event, writer, writer, clockMs.getAsLong()));
    }

    List<String> elements() {
        return rows.values().stream().map(row -> row.event.elementId()).toList();
    }

    /** The table as one worker sees it. */
    EventOutbox of(String worker) {
        return new Of(worker);
    }

    private final class Of implements EventOutbox {
        private final String self;

        private Of(String self) {
            this.self = self;
        }

        private List<Row> rows(Predicate<Row> wanted) {
            if (away) {
                throw new OutboxUnavailableException("away");
            }
            return rows.values().stream().filter(wanted).toList();
        }

        private boolean isMine(Row row) {
            return row.writer.equals(self) || row.owner.equals(self);
        }

        @Override
        public boolean isEmpty() {
            return rows(row -> true).isEmpty();
        }

        @Override
        public List<OutboxEvent> waiting(int atMost, int weight) {
            List<OutboxEvent> waiting = new ArrayList<>();
            long before = 0;
            for (Row row : rows(this::isMine)) {
                if (waiting.size() < atMost && before < weight) {
                    waiting.add(row.event);
                }
                before += row.event.weight();
            }
            return waiting;
        }

        @Override
        public void remove(Collection<Long> numbers) {
            rows(this::isMine);
            numbers.forEach(rows::remove);
        }

        @Override
        public int takeOver() {
            long now = clockMs.getAsLong();
            Set<String> silent = rows(row -> !isMine(row) && now - row.ownedAt >= TAKEN_AFTER_MS).stream()
                    .map(Row::owner)
                    .collect(Collectors.toSet());
            List<Row> orphans = rows(row -> silent.contains(row.owner));
            orphans.forEach(row -> rows.put(row.event.number(), new Row(row.event, row.writer, self, now)));
            return orphans.size();
        }

        @Override
        public int giveWay(int most) {
            List<Row> own = rows(row -> row.writer.equals(self));
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
            OutboxEvent stands = new OutboxEvent(
                    gone.number(), eventId, gone.topic(), gone.rooms(), gone.reason(), "", null, gone.worker());
            rows.put(gone.number(), new Row(stands, self, row.owner, row.ownedAt));
        }
    }
}
