package dev.roomcast.sync.redis;

import dev.roomcast.sync.Bus;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisNoScriptException;

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

    /** @param random numbers from 0 to 1, for the pauses between attempts to connect */
    public RedisBus(RedisSettings settings, ThreadFactory threadFactory, DoubleSupplier random) {
        this.settings = settings;
        this.threadFactory = threadFactory;
        this.random = random;
        names = new RedisNames(settings);
        connector = Connector.to(settings);
        wanted = Stream.generate(Wanted::new).limit(names.parts()).toList();
        commands = new Commands(connector, List.of(publishing, reading, locating), settings.timeoutMs());
        workers = new RedisWorkers(commands, names);
    }

    @Override
    public void start(BusListener listener) {
        RedisListeners starting = new RedisListeners(connector, settings, wanted, listener, threadFactory, random);
        heard = starting;
        starting.start();
    }

    @Override
    public Position publish(Emission emission) {
        List<String> keys = names.keys(emission.room());
        List<?> answer = (List<?>) commands.call(
                keys.get(0),
                on -> publishing.run(
                        on,
                        keys,
                        arguments(
                                on,
                                names.channel(emission.room()),
                                String.valueOf(settings.historyLength()),
                                emission.eventId(),
                                emission.head(),
                                emission.tail(),
                                emission.conflationKey(),
                                settings.isCluster() ? "SPUBLISH" : "PUBLISH",
                                HISTORY_BYTES)));
        return position(answer);
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
        rooms.stream()
                .collect(Collectors.groupingBy(names::part))
                .values()
                .forEach(part -> positions.putAll(locate(part)));
        return positions;
    }

    /** @param rooms of one part, one or more */
    private Map<String, Position> locate(List<String> rooms) {
        return commands.call(names.keys(rooms.get(0)).get(0), on -> {
            try {
                return locate(on, rooms);
            } catch (JedisNoScriptException e) {
                locating.teach(on.redis());
                return locate(on, rooms);
            }
        });
    }

    private Map<String, Position> locate(Connected on, List<String> rooms) {
        Map<String, Response<Object>> answers = new LinkedHashMap<>();
        try (Pipeline pipeline = on.redis().pipelined()) {
            for (String room : rooms) {
                if (on.asking()) {
                    pipeline.sendCommand(Protocol.Command.ASKING, new String[0]);
                }
                answers.put(room, pipeline.evalsha(locating.sha(), names.keys(room), arguments(on)));
            }
            pipeline.sync();
        }
        Map<String, Position> positions = new LinkedHashMap<>();
        answers.forEach((room, answer) -> positions.put(room, position((List<?>) answer.get())));
        return positions;
    }

    /** What every script begins with, and what it needs beyond. */
    private static List<String> arguments(Connected on, String... further) {
        List<String> arguments = new ArrayList<>();
        arguments.add(on.runId());
        arguments.add(UUID.randomUUID().toString());
        arguments.addAll(Arrays.asList(further));
        return arguments;
    }

    private static Position position(List<?> answer) {
        return new Position((String) answer.get(0), Long.parseLong((String) answer.get(1)));
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
