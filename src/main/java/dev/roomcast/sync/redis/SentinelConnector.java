package dev.roomcast.sync.redis;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** One server at a time has everything: the master that the sentinels name. */
final class SentinelConnector implements Connector {
    private final Dialer dialer;
    private final String name;
    private final List<HostAndPort> sentinels;
    private final Advisers advisers;
    /** Null when it has to be asked for. */
    private volatile @Nullable HostAndPort master;

    SentinelConnector(RedisAddress.Sentinels address, RedisAccess access, Dialer dialer, int timeoutMs) {
        this.dialer = dialer;
        name = address.master();
        sentinels = address.places().stream()
                .map(place -> new HostAndPort(place.host(), place.port()))
                .toList();
        advisers = new Advisers("the master " + name, access.asSentinelWants(address.password()), timeoutMs);
    }

    @Override
    public HostAndPort serverOf(String key) {
        HostAndPort known = master;
        if (known != null) {
            return known;
        }
        HostAndPort told =
                advisers.ask(() -> Optional.ofNullable(master), () -> sentinels, (sentinel, at) -> masterOf(sentinel));
        master = told;
        return told;
    }

    private Optional<HostAndPort> masterOf(Jedis sentinel) {
        return Optional.ofNullable(sentinel.sentinelGetMasterAddrByName(name))
                .filter(address -> address.size() == 2)
                .map(address -> new HostAndPort(address.get(0), Integer.parseInt(address.get(1))));
    }

    /** A sentinel that was cut off may name a former master: only one that says so itself is believed. */
    @Override
    public Jedis connect(HostAndPort server) {
        Jedis redis = dialer.connect(server);
        try {
            if (redis.role().get(0).equals("master")) {
                return redis;
            }
            throw new JedisConnectionException(server + " is a replica");
        } catch (JedisException e) {
            redis.close();
            throw e;
        }
    }

    @Override
    public void forget() {
        master = null;
    }
}
