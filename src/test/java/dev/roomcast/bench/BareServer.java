package dev.roomcast.bench;

import dev.roomcast.it.TestWar;
import dev.roomcast.it.Worker;

/** The application server with an endpoint that keeps nothing. */
record BareServer(String name, String title, boolean onWildFly) implements Contender {

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
        return ability == Ability.IDLE;
    }

    @Override
    public Worker launch(int redisPort) {
        Worker.Plan plan = Worker.with(TestWar.alone("bare", "dev.roomcast.bench.bare"))
                .javaOptions(JAVA_OPTIONS)
                .readyPath("ready.html");
        return (onWildFly ? plan.onWildFly() : plan).launch();
    }

    @Override
    public Endpoint endpoint(Worker worker) {
        return Endpoint.socketIo(worker.port(), "");
    }
}
