package dev.roomcast.sync.redis;

import dev.roomcast.sync.WorkerRegistry;
import java.util.List;

/** The registry of workers: a key per number that holds the instance and ends with its lease. */
final class RedisWorkers implements WorkerRegistry {
    private final Script claiming = Script.loadAlone("worker-claim.lua");
    private final Script releasing = Script.loadAlone("worker-release.lua");
    private final Commands commands;
    private final RedisNames names;

    RedisWorkers(Commands commands, RedisNames names) {
        this.commands = commands;
        this.names = names;
    }

    @Override
    public boolean claim(long number, String instance) {
        List<String> arguments = List.of(instance, String.valueOf(LEASE_MS));
        String key = names.worker(number);
        return commands.call(key, on -> claiming.run(on, List.of(key), arguments))
                .equals(1L);
    }

    @Override
    public void release(long number, String instance) {
        String key = names.worker(number);
        commands.call(key, on -> releasing.run(on, List.of(key), List.of(instance)));
    }
}
