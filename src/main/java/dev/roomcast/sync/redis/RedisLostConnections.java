package dev.roomcast.sync.redis;

import dev.roomcast.sync.Lost;
import dev.roomcast.sync.LostConnections;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import redis.clients.jedis.params.SetParams;

/** In Redis, where every worker finds them: {@code <prefix>:<database>:session:<pid>}, gone when its time is over. */
public final class RedisLostConnections implements LostConnections {
    private final Commands commands;
    private final RedisNames names;
    private final long keptMs;

    /**
     * @param keptMs how long each is kept, in ms
     * @param nanoTime a monotonic clock
     */
    public RedisLostConnections(RedisSettings settings, long keptMs, LongSupplier nanoTime) {
        this.names = new RedisNames(settings);
        this.keptMs = keptMs;
        this.commands = new Commands(Connector.to(settings), List.of(), settings.timeoutMs(), nanoTime);
    }

    @Override
    public void keep(Lost lost) {
        String key = names.session(lost.pid());
        commands.call(
                key, on -> on.next().set(key, lost.text(), SetParams.setParams().px(keptMs)));
    }

    @Override
    public Optional<Lost> take(String pid) {
        String key = names.session(pid);
        Optional<String> kept =
                commands.call(key, on -> Optional.ofNullable(on.next().getDel(key)));
        return kept.flatMap(text -> Lost.read(pid, text));
    }

    @Override
    public void stop() {
        commands.stop();
    }
}
