package dev.roomcast.bench;

import static dev.roomcast.bench.Contenders.BARE_PAYARA;
import static dev.roomcast.bench.Contenders.FLASK;
import static dev.roomcast.bench.Contenders.FLOOR;
import static dev.roomcast.bench.Contenders.NCHAN;
import static dev.roomcast.bench.Contenders.NETTY;
import static dev.roomcast.bench.Contenders.NODE;
import static dev.roomcast.bench.Contenders.PAYARA;
import static dev.roomcast.bench.Contenders.WILDFLY;
import static dev.roomcast.bench.Target.atLeast;
import static dev.roomcast.bench.Target.atMost;

import java.util.List;

/** What is measured, and what is to be reached. */
final class Scenarios {

    private static final Audience ONE_ROOM = new Audience(1000, 1, 1);
    private static final Audience TWO_WORKERS = new Audience(1000, 1, 2);
    private static final Audience MANY_ROOMS = new Audience(1000, 100, 1);

    static final List<Scenario> ALL = List.of(
            new FanOut(
                    "S1",
                    "saturated: 1,000 clients in one room, 4 events in flight",
                    ONE_ROOM,
                    0,
                    10,
                    List.of(
                            Metric.CPU_PER_DELIVERY,
                            Metric.DELIVERIES,
                            Metric.P50,
                            Metric.P99,
                            Metric.DRIVER,
                            Metric.OTHERS),
                    List.of(
                            atMost(WILDFLY, Metric.CPU_PER_DELIVERY, 0.6, NODE),
                            atMost(WILDFLY, Metric.CPU_PER_DELIVERY, 1.0, NCHAN),
                            atMost(WILDFLY, Metric.CPU_PER_DELIVERY, 1.3, FLOOR),
                            atMost(WILDFLY, Metric.CPU_PER_DELIVERY, 0.4, FLASK),
                            atMost(PAYARA, Metric.CPU_PER_DELIVERY, 1.0, NODE),
                            atMost(PAYARA, Metric.CPU_PER_DELIVERY, 0.4, FLASK),
                            atLeast(WILDFLY, Metric.DELIVERIES, 1.6, NODE),
                            atLeast(PAYARA, Metric.DELIVERIES, 1.0, NODE))),
            new FanOut(
                    "S2",
                    "steady: 20 events/s to 1,000 clients in one room",
                    ONE_ROOM,
                    20,
                    15,
                    List.of(
                            Metric.CPU_PER_DELIVERY,
                            Metric.DELIVERIES,
                            Metric.P50,
                            Metric.P99,
                            Metric.COMPILERS,
                            Metric.DRIVER,
                            Metric.OTHERS),
                    List.of(
                            atMost(WILDFLY, Metric.CPU_PER_DELIVERY, 0.8, NODE),
                            atMost(PAYARA, Metric.CPU_PER_DELIVERY, 1.2, NODE),
                            atMost(WILDFLY, Metric.P99, 1.0, NODE),
                            atMost(PAYARA, Metric.P99, 1.0, NODE))),
            new FanOut(
                    "S3",
                    "two workers: 20 events/s published on one, 500 clients on each",
                    TWO_WORKERS,
                    20,
                    15,
                    List.of(
                            Metric.OTHER_P99,
                            Metric.OTHER_P50,
                            Metric.CPU_PER_DELIVERY,
                            Metric.REDIS_PER_EVENT,
                            Metric.COMPILERS,
                            Metric.OTHERS),
                    List.of(
                            atMost(WILDFLY, Metric.OTHER_P99, 1.0, NODE),
                            atMost(PAYARA, Metric.OTHER_P99, 1.0, NODE),
                            atMost(WILDFLY, Metric.REDIS_PER_EVENT, 1.0, NODE),
                            atMost(PAYARA, Metric.REDIS_PER_EVENT, 1.0, NODE))),
            new IdleConnections(
                    "S4",
                    10_000,
                    List.of(
                            atMost(WILDFLY, Metric.MEMORY, 12),
                            atMost(PAYARA, Metric.MEMORY, 1.15, BARE_PAYARA),
                            // Pools that connecting has filled; one for each connection would be 10,000.
                            atMost(WILDFLY, Metric.THREADS, 250),
                            atMost(PAYARA, Metric.THREADS, 250))),
            new FanOut(
                    "S5",
                    "100 rooms: 2,000 events/s in all, each to 10 clients",
                    MANY_ROOMS,
                    2000,
                    10,
                    List.of(
                            Metric.CPU_PER_EVENT,
                            Metric.REDIS_PER_EVENT,
                            Metric.EVENTS,
                            Metric.P50,
                            Metric.P99,
                            Metric.OTHERS),
                    List.of(
                            atMost(WILDFLY, Metric.CPU_PER_EVENT, 1.0, NODE),
                            atMost(PAYARA, Metric.CPU_PER_EVENT, 1.0, NODE))),
            new ConnectStorm(
                    "S6",
                    2000,
                    List.of(
                            atMost(WILDFLY, Metric.FAILED, 0),
                            atMost(PAYARA, Metric.FAILED, 0),
                            atMost(WILDFLY, Metric.STORM_SECONDS, 1.5, NODE),
                            atMost(PAYARA, Metric.STORM_SECONDS, 1.0, NETTY))),
            new LongPolling(
                    "S7", 500, List.of(atMost(WILDFLY, Metric.THREADS, 50), atMost(PAYARA, Metric.THREADS, 50))));

    private Scenarios() {}

    static Scenario named(String id) {
        return ALL.stream()
                .filter(scenario -> scenario.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("there is no scenario '" + id + "' (see ./bench --help)"));
    }
}
