package dev.roomcast.platform;

import dev.roomcast.sync.OutboxSettings;
import dev.roomcast.sync.RefetchWindow;
import dev.roomcast.sync.SyncSettings;
import dev.roomcast.sync.TimeSource;
import dev.roomcast.sync.WorkerWish;
import dev.roomcast.sync.ee.SocketSettings;
import dev.roomcast.sync.engineio.EngineSettings;
import dev.roomcast.sync.redis.RedisSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;

/** Hands the settings to those who ask by type, so that the core never sees where they come from. */
@ApplicationScoped
public class SettingsProducer {
    private static final int MAX_ROOMS_PER_CONNECTION = 64;

    @Produces
    @Singleton
    Settings settings() {
        return Settings.ofDeployment();
    }

    @Produces
    @Singleton
    TimeSource timeSource() {
        return new TimeSource(System::nanoTime, System::currentTimeMillis);
    }

    @Produces
    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }

    @Produces
    @Singleton
    SyncSettings syncSettings(Settings settings) {
        return new SyncSettings(
                settings.get(Settings.ROOMS),
                settings.get(Settings.DEPENDENCIES),
                Math.toIntExact(settings.get(Settings.HISTORY)),
                Math.toIntExact(settings.get(Settings.IDLE_SECONDS)),
                settings.find(Settings.WORKER)
                        .map(number -> new WorkerWish(number, true))
                        .orElseGet(() -> new WorkerWish(ProcessHandle.current().pid(), false)),
                MAX_ROOMS_PER_CONNECTION,
                new RefetchWindow(Math.toIntExact(settings.get(Settings.REFETCH_RATE))));
    }

    @Produces
    @Singleton
    OutboxSettings outboxSettings(Settings settings) {
        return new OutboxSettings(settings.get(Settings.OUTBOX));
    }

    @Produces
    @Singleton
    EngineSettings engineSettings(Settings settings) {
        return new EngineSettings(
                settings.get(Settings.PING_INTERVAL),
                settings.get(Settings.PING_TIMEOUT),
                settings.get(Settings.UPGRADE_TIMEOUT),
                Math.toIntExact(settings.get(Settings.MAX_PAYLOAD)),
                settings.get(Settings.SEND_TIMEOUT),
                Math.toIntExact(settings.get(Settings.QUEUE_FRAMES)),
                settings.get(Settings.QUEUE_BYTES),
                settings.find(Settings.ROUTE).orElse(""),
                settings.find(Settings.ALLOWED_ORIGINS).orElseGet(java.util.Set::of));
    }

    @Produces
    @Singleton
    SocketSettings socketSettings(Settings settings) {
        return new SocketSettings(
                settings.get(Settings.SOCKET_PATH),
                settings.get(Settings.CONNECT_TIMEOUT),
                settings.get(Settings.DRAIN_WINDOW),
                settings.get(Settings.SOCKET_RECOVERY));
    }

    @Produces
    @Singleton
    Optional<RedisSettings> redisSettings(Settings settings) {
        return settings.redis();
    }
}
