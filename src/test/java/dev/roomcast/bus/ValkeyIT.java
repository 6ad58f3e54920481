package dev.roomcast.bus;

import static org.junit.jupiter.api.Assumptions.abort;

/** Over Valkey, where the machine has it. */
class ValkeyIT extends RedisKindContract {
    @Override
    RedisKind started() {
        return SingleRedis.valkey().orElseGet(() -> abort("Valkey was not tried: no valkey-server on the PATH"));
    }
}
