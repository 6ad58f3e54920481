package dev.roomcast.platform.registry;

import dev.roomcast.platform.database.Tracked;
import dev.roomcast.platform.problem.Problem;
import dev.roomcast.platform.problem.ProblemException;
import dev.roomcast.platform.security.CurrentRequest;
import dev.roomcast.sync.Reason;
import dev.roomcast.sync.SyncSettings;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Root;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads and changes the records of one topic, each change in a transaction of its own, and fires what has changed. Each
 * change may demand the version that its author saw: 412 when the record has another. Called on request threads.
 *
 * @param <E> the entity
 * @param <D> what may be written of it
 * @param <V> how it is shown
 */
public abstract class RegistryService<E extends Tracked, D, V extends RecordView> {
    private final String topic;
    private final Class<E> type;
    private final ListShape shape;

    @PersistenceContext
    protected EntityManager entities;

    @Inject
    protected CurrentRequest request;

    @Inject
    private RecordChanges changes;

    @Inject
    private InstantSource clock;

    @Inject
    private SyncSettings sync;

    protected RegistryService(String topic, Class<E> type, ListShape shape) {
        this.topic = topic;
        this.type = type;
        this.shape = shape;
    }

    /** A record of which nothing is written yet. */
    protected abstract E blank();

    /** What is written of a record now, for partial changes. */
    protected abstract D draft(E record);

    /** Checks what a user has written against the other records, and takes it over. */
    protected abstract void write(E record, D draft);

    /** How a record is shown: the same to all who may see it, since lists are shared. */
    protected abstract V view(E record);

    /** Turns the record's switch; answers 405 where there is none. */
    protected void turn(E record) {
        throw ProblemException.of(405, "http");
    }

    /** Called before a record is deleted, inside of the transaction; refuses to delete one that must stay. */
    protected void beforeDeletion(E record) {}

    /** The tables whose rows refer to records of this topic. */
    protected List<Referrer> referrers() {
        return List.of();
    }

    /** What other lists show of a record. */
    protected String shownElsewhere(E record) {
        return record.name();
    }

    public String topic() {
        return topic;
    }

    public ListShape shape() {
        return shape;
    }

    @Transactional(Transactional.TxType.SUPPORTS)
    public Rows<V> list(ListQuery query) {
        ListReader<E> reader = new ListReader<>(entities, type, shape);
        List<E> page = reader.page(query);
        boolean last = page.size() < query.size() && (query.page() == 0 || !page.isEmpty());
        long total = last ? (long) query.page() * query.size() + page.size() : reader.count(query);
        return new Rows<>(page.stream().map(this::view).toList(), total);
    }

    public V find(long id) {
        return view(record(id, OptionalLong.empty()));
    }

    public V create(D draft) {
        E record = blank();
        write(record, draft);
        record.created(request.login(), now());
        entities.persist(record);
        return changed(record, Reason.ADDED);
    }

    /** Replaces what is written of a record by what {@code edit} makes of it. */
    public V edit(long id, OptionalLong version, UnaryOperator<D> edit) {
        E record = record(id, version);
        String shown = shownElsewhere(record);
        write(record, edit.apply(draft(record)));
        V view = touched(record, Reason.UPDATED);
        if (!shown.equals(shownElsewhere(record))) {
            tellReferrers(id);
        }
        return view;
    }

    /** Turns a record's switch: pinned or not, active or not. */
    public V toggle(long id, OptionalLong version) {
        return change(id, version, Reason.TOGGLED, this::turn);
    }

    public void delete(long id, OptionalLong version) {
        E record = record(id, version);
        beforeDeletion(record);
        new References(entities, referrers()).refuseWhileInUse(id);
        entities.remove(record);
        changed(record, Reason.DELETED);
    }

    /** Changes a record in any other way. */
    protected V change(long id, OptionalLong version, Reason reason, Consumer<E> change) {
        E record = record(id, version);
        change.accept(record);
        return touched(record, reason);
    }

    /** What a field refers to; answers 400 naming the field when there is no such record. */
    protected <R> @Nullable R referred(Class<R> to, String field, @Nullable Long id) {
        R found = id == null ? null : entities.find(to, id);
        if (id != null && found == null) {
            throw new ProblemException(Problem.ofField(400, "invalid-input", field, "field.unknown"));
        }
        return found;
    }

    /**
     * Answers 409 naming the field when another record has the same value. The database enforces it when two come at once;
     * asking first keeps stack traces of its refusal out of the log.
     */
    protected void requireFree(E record, String field, String attribute, String value) {
        CriteriaBuilder builder = entities.getCriteriaBuilder();
        CriteriaQuery<Long> others = builder.createQuery(Long.class);
        Root<E> other = others.from(type);
        others.select(builder.count(other))
                .where(builder.equal(other.get(attribute), value), builder.notEqual(other.get("id"), record.id()));
        boolean taken = entities.createQuery(others).getSingleResult() > 0;
        if (taken) {
            throw new ProblemException(Problem.taken(field));
        }
    }

    private E record(long id, OptionalLong version) {
        return Records.find(entities, type, id, version);
    }

    private V touched(E record, Reason reason) {
        record.changed(request.login(), now());
        return changed(record, reason);
    }

    private V changed(E record, Reason reason) {
        // Conflicts come out here and not at the commit, and the new version is known for the answer.
        entities.flush();
        changes.fire(topic, reason, record);
        return view(record);
    }

    /** Lists that show the record by its name hear of it, unless they listen to this topic anyway. */
    private void tellReferrers(long id) {
        List<String> listening = sync.dependencies().getOrDefault(topic, List.of());
        new References(entities, referrers())
                .topics(id)
                .filter(other -> !listening.contains(other))
                .forEach(other -> changes.fireConsequence(other, topic));
    }

    private Instant now() {
        // The column keeps milliseconds: an answer must not show more than the next one can.
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
