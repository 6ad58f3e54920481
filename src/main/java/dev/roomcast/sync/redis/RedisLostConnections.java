package dev.roomcast.sync.redis;

import dev.roomcast.sync.Lost;
import dev.roomcast.sync.LostConnections;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.params.SetParams;

/** In Redis, where every worker finds them: {@code <prefix>:<database>:session:<pid>}, gone when its time is over. */
public final class RedisLostConnections implements LostConnections {
    private static final int SILENCE_TIMEOUTS = 2;

    private final Commands commands;
    private final RedisNames names;
    private final long keptMs;

    /** @param keptMs how long each is kept, in ms */
    public RedisLostConnections(RedisSettings settings, long keptMs) {
        this.names = new RedisNames(settings);
        this.keptMs = keptMs;
        Connector connector = new Connector(settings, SILENCE_TIMEOUTS * settings.timeoutMs());
        this.commands = new Commands(connector, List.of(), settings.timeoutMs());
    }

    @Override
    public void keep(Lost lost) {
        commands.call(on -> on.redis()
                .set(
                        names.session(lost.pid()),
                        lost.text(),
                        SetParams.setParams().px(keptMs)));
    }

    @Override
    public Optional<Lost> take(String pid) {
        Optional<String> kept =
                commands.call(on -> Optional.ofNullable(on.redis().getDel(names.session(pid))));
        return kept.flatMap(text -> Lost.read(pid, text));
    }

    @Override
    public void stop() {
        commands.stop();
    }
}
