package dev.roomcast.bench;

import dev.roomcast.it.TestWar;
import dev.roomcast.it.Worker;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Roomcast with a way to publish over the socket, as the peers have one; each worker with a database of its own in memory. */
record Roomcast(String name, String title, boolean onWildFly) implements Contender {

    private static final String ROOMS_OF_PAGES = "index,files,users,groups,categories,registrators,admin";
    private static final int ROOMS = 100;

    @Override
    public boolean isJava() {
        return true;
    }

    @Override
    public boolean mustDeliver() {
        return true;
    }

    @Override
    public boolean can(Ability ability) {
        return true;
    }

    @Override
    public Worker launch(int redisPort) {
        Worker.Plan plan = Worker.with(TestWar.extended("bench", "dev.roomcast.bench.door"))
                .databaseInMemory()
                .environment("ROOMCAST_ADMIN_PASSWORD", SignIn.PASSWORD)
                .property("roomcast.redis.uri", "redis://127.0.0.1:" + redisPort)
                .property("roomcast.sync.rooms", rooms())
                .javaOptions(JAVA_OPTIONS);
        return (onWildFly ? plan.onWildFly() : plan).launch();
    }

    @Override
    public Endpoint endpoint(Worker worker) throws IOException {
        return Endpoint.socketIo(worker.port(), SignIn.cookie(worker.uri()));
    }

    private static String rooms() {
        return IntStream.range(0, ROOMS)
                .mapToObj(Events::room)
                .collect(Collectors.joining(",", ROOMS_OF_PAGES + ",", ""));
    }
}
