package dev.roomcast.sync.redis;

import dev.roomcast.sync.Bus;
import dev.roomcast.sync.BusDownException;
import dev.roomcast.sync.BusListener;
import dev.roomcast.sync.BusState;
import dev.roomcast.sync.Emission;
import dev.roomcast.sync.History;
import dev.roomcast.sync.Position;
import dev.roomcast.sync.Publication;
import dev.roomcast.sync.WorkerRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * The bus over Redis, for many workers. Positions and history are made by scripts on the keys of one room; events
 * travel
 * by pub/sub. Needs Redis 6.2 or newer, for a Cluster 7. Its threads come from the factory: two, for a Cluster sixteen.
 * Calls block for some timeouts at most. It is up while every part of the rooms is heard.
 */
public final class RedisBus implements Bus {
    /** Of the events of one room: few large ones must not fill a Redis whose bound counts on many small ones. */
    private static final String HISTORY_BYTES = String.valueOf(16 << 20);

    private final RedisSettings settings;
    private final ThreadFactory threadFactory;
    private final DoubleSupplier random;
    private final RedisNames names;
    private final Connector connector;
    private final Script publishing = Script.load("publish.lua");
    private final Script reading = Script.load("history.lua");
    private final Script locating = Script.load("position.lua");
    private final Commands commands;
    private final RedisWorkers workers;
    /** By part. */
    private final List<Wanted> wanted;

    private volatile @Nullable RedisListeners heard;

    /**
     * @param nanoTime a monotonic clock
     * @param random numbers from 0 to 1, for the pauses between attempts to connect
     */
    public RedisBus(RedisSettings settings, ThreadFactory threadFactory, LongSupplier nanoTime, DoubleSupplier random) {
        this.settings = settings;
        this.threadFactory = threadFactory;
        this.random = random;
        names = new RedisNames(settings);
        connector = Connector.to(settings);
        wanted = Stream.generate(Wanted::new).limit(names.parts()).toList();
        commands = new Commands(connector, List.of(publishing, reading, locating), settings.timeoutMs(), nanoTime);
        workers = new RedisWorkers(commands, names);
    }

    @Override
    public void start(BusListener listener) {
        RedisListeners starting = new RedisListeners(connector, settings, wanted, listener, threadFactory, random);
        heard = starting;
        starting.start();
    }

    @Override
    public List<Position> publish(List<Emission> emissions) {
        List<Emission> now = settings.isCluster() ? first(emissions) : emissions;
        Map<String, List<Emission>> rooms =
                now.stream().collect(Collectors.groupingBy(Emission::room, LinkedHashMap::new, Collectors.toList()));
        Iterator<List<?>> answers = commands.call(
                        names.keys(now.get(0).room()).get(0),
                        on -> publishing.runAll(
                                on,
                                rooms.values().stream()
                                        .map(room -> call(on, room))
                                        .toList()))
                .iterator();
        Map<String, Iterator<Position>> positions = new HashMap<>();
        rooms.keySet().forEach(room -> positions.put(room, read(answers.next())));
        return now.stream()
                .map(emission ->
                        Objects.requireNonNull(positions.get(emission.room())).next())
                .toList();
    }

    /** Those of the first one's room: while a slot of a Cluster is moved, its rooms are on two servers. */
    private static List<Emission> first(List<Emission> emissions) {
        String room = emissions.get(0).room();
        return emissions.stream()
                .takeWhile(emission -> emission.room().equals(room))
                .toList();
    }

    private static Iterator<Position> read(List<?> answer) {
        return answer.stream().skip(1).map(seq -> position(answer.get(0), seq)).iterator();
    }

    private Script.Call call(Connected on, List<Emission> ofOneRoom) {
        String room = ofOneRoom.get(0).room();
        List<String> arguments = arguments(
                on,
                names.channel(room),
                settings.isCluster() ? "SPUBLISH" : "PUBLISH",
                String.valueOf(settings.historyLength()),
                HISTORY_BYTES);
        for (Emission emission : ofOneRoom) {
            arguments.add(emission.eventId());
            arguments.add(emission.head());
            arguments.add(emission.tail());
            arguments.add(emission.conflationKey());
        }
        return new Script.Call(names.keys(room), arguments);
    }

    @Override
    public void subscribe(String room) {
        wanted.get(names.part(room)).add(room);
    }

    @Override
    public void unsubscribe(String room) {
        wanted.get(names.part(room)).remove(room);
    }

    @Override
    public History history(String room, Position since) {
        List<String> keys = names.keys(room);
        List<?> answer = (List<?>) commands.call(
                keys.get(0), on -> reading.run(on, keys, arguments(on, since.epoch(), String.valueOf(since.seq()))));
        Position now = position(answer);
        List<Publication> publications = new ArrayList<>();
        for (Object message : (List<?>) answer.get(3)) {
            Message.read(room, (String) message).ifPresent(publications::add);
        }
        boolean recovered = answer.get(2).equals(1L) && leadsTo(now, since, publications);
        return new History(now, recovered, recovered ? publications : List.of());
    }

    /** Whether the chain has no hole: Redis may have evicted the events and kept the numbering. */
    private static boolean leadsTo(Position now, Position since, List<Publication> publications) {
        if (publications.isEmpty()) {
            return since.seq() >= now.seq();
        }
        long previous = publications.get(0).previousSeq();
        if (previous > since.seq()) {
            return false;
        }
        for (Publication publication : publications) {
            if (publication.previousSeq() != previous) {
                return false;
            }
            previous = publication.seq();
        }
        return previous == now.seq();
    }

    @Override
    public Map<String, Position> positions(Collection<String> rooms) {
        Map<String, Position> positions = new LinkedHashMap<>();
        rooms.stream().collect(Collectors.groupingBy(names::part)).values().forEach(part -> {
            try {
                positions.putAll(locate(part));
            } catch (BusDownException e) {
                if (!(e.getCause() instanceof JedisDataException) || part.size() == 1) {
                    throw e;
                }
                // While a slot of a Cluster is moved, its rooms are on two servers.
                part.forEach(room -> positions.putAll(locate(List.of(room))));
            }
        });
        return positions;
    }

    /** @param rooms of one part, one or more */
    private Map<String, Position> locate(List<String> rooms) {
        Iterator<List<?>> answers = commands.call(
                        names.keys(rooms.get(0)).get(0),
                        on -> locating.runAll(
                                on,
                                rooms.stream()
                                        .map(room -> new Script.Call(names.keys(room), arguments(on)))
                                        .toList()))
                .iterator();
        Map<String, Position> positions = new LinkedHashMap<>();
        rooms.forEach(room -> positions.put(room, position(answers.next())));
        return positions;
    }

    /** What every script begins with, and what it needs beyond. */
    private static List<String> arguments(Connected on, String... further) {
        List<String> arguments = new ArrayList<>();
        arguments.add(on.life().runId());
        arguments.add(on.life().replicationId());
        arguments.add(UUID.randomUUID().toString());
        arguments.addAll(Arrays.asList(further));
        return arguments;
    }

    private static Position position(List<?> answer) {
        return position(answer.get(0), answer.get(1));
    }

    private static Position position(Object epoch, Object seq) {
        return new Position((String) epoch, Long.parseLong((String) seq));
    }

    @Override
    public void signal(String message) {
        String channel = names.signals(0);
        Protocol.Command how = settings.isCluster() ? Protocol.Command.SPUBLISH : Protocol.Command.PUBLISH;
        commands.call(channel, on -> on.next().sendCommand(how, channel, message));
    }

    @Override
    public BusState state() {
        return Optional.ofNullable(heard).map(RedisListeners::state).orElse(BusState.DOWN);
    }

    @Override
    public WorkerRegistry workers() {
        return workers;
    }

    /** Messages on this bus's channels that were not understood. */
    public long malformed() {
        return Optional.ofNullable(heard).map(RedisListeners::malformed).orElse(0L);
    }

    @Override
    public void stop() {
        commands.stop();
        RedisListeners listening = heard;
        if (listening != null) {
            listening.stop();
        }
    }
}
