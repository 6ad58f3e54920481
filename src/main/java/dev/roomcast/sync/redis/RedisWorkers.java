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
        return commands.call(on -> claiming.run(on.redis(), List.of(names.worker(number)), arguments))
                .equals(1L);
    }

    @Override
    public void release(long number, String instance) {
        commands.call(on -> releasing.run(on.redis(), List.of(names.worker(number)), List.of(instance)));
    }
}
