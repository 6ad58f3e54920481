package dev.roomcast.deployment;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.roomcast.browser.Browsers;
import dev.roomcast.bus.RedisCluster;
import dev.roomcast.bus.RedisKind;
import dev.roomcast.bus.RedisSentinels;
import dev.roomcast.bus.SingleRedis;
import dev.roomcast.it.Await;
import dev.roomcast.it.PostgresServer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Two people in browsers on two workers see each other's changes, whichever Redis joins the workers; PostgreSQL holds their records. */
class DeploymentsIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static PostgresServer postgres;
    private static Browsers browsers;

    @BeforeAll
    static void start() {
        postgres = PostgresServer.started();
        browsers = Browsers.launch();
    }

    @AfterAll
    static void stop() {
        browsers.close();
        postgres.close();
    }

    @Test
    void redisOverTlsAndItsUnixSocketBehindNginxBeforePayaraAndWildFly() {
        try (SingleRedis redis = SingleRedis.overTls();
                Site site = Site.mixed(redis, postgres);
                TwoPeople people = new TwoPeople(browsers, site)) {
            people.seeEachOthersChanges("mixed");
        }
    }

    @Test
    void redisClusterOverTls() {
        peopleSeeEachOthersChangesOver(RedisCluster.overTls());
    }

    /** There is one test where the machine has Valkey; {@code ./test} says so when it has not. */
    @TestFactory
    Stream<DynamicTest> valkeyWhereItIs() {
        return SingleRedis.valkey().stream()
                .map(valkey -> dynamicTest("valkey", () -> peopleSeeEachOthersChangesOver(valkey)));
    }

    @Test
    void sentinelsWithAFailover() {
        try (RedisSentinels redis = RedisSentinels.plain();
                Site site = Site.plain(redis, postgres);
                TwoPeople people = new TwoPeople(browsers, site)) {
            people.seeEachOthersChanges("before");
            Set<String> before = site.epochs();
            CompletableFuture<?> failover = CompletableFuture.supplyAsync(redis::failOver);
            people.oneCreatesAFileThatBothSee("meanwhile");
            failover.join();
            Await.until("both workers follow the new master", SOON, () -> {
                Set<String> now = site.epochs();
                return now.size() == 1 && !now.contains("") && !now.equals(before);
            });
            people.seeEachOthersChanges("after");
        }
    }

    private static void peopleSeeEachOthersChangesOver(RedisKind kind) {
        try (kind;
                Site site = Site.plain(kind, postgres);
                TwoPeople people = new TwoPeople(browsers, site)) {
            people.seeEachOthersChanges("plain");
        }
    }
}
