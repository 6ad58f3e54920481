package dev.roomcast.bus;

/** Over a unix socket. */
class RedisUnixSocketIT extends RedisKindContract {
    @Override
    RedisKind started() {
        return SingleRedis.overUnixSocket();
    }
}
