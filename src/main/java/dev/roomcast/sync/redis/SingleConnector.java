package dev.roomcast.sync.redis;

import java.util.function.Supplier;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/** One server has everything, and always the same one. */
final class SingleConnector implements Connector {
    private final HostAndPort server;
    private final Supplier<Jedis> connect;

    SingleConnector(RedisAddress.Tcp address, Dialer dialer) {
        server = new HostAndPort(address.place().host(), address.place().port());
        connect = () -> dialer.connect(server);
    }

    SingleConnector(RedisAddress.UnixSocket address, Dialer dialer, int timeoutMs) {
        UnixSockets sockets = new UnixSockets(address.path(), timeoutMs);
        server = new HostAndPort(address.path(), 0);
        connect = () -> dialer.connect(sockets);
    }

    @Override
    public HostAndPort serverOf(String name) {
        return server;
    }

    @Override
    public Jedis connect(HostAndPort server) {
        return connect.get();
    }

    @Override
    public void forget() {
        // There is nowhere else to look.
    }
}
