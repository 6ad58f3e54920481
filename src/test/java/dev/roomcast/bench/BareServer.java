package dev.roomcast.bench;

import dev.roomcast.it.TestWar;
import dev.roomcast.it.Worker;
import java.util.List;

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
    public RunningServer start(int workers, int redisPort) {
        Worker.Plan plan = Worker.with(TestWar.alone("bare", "dev.roomcast.bench.bare"))
                .javaOptions("-Xmx1g")
                .readyPath("ready.html");
        Worker worker = (onWildFly ? plan.onWildFly() : plan).start();
        return new RunningServer(List.of(worker), List.of(Endpoint.socketIo(worker.port(), "")));
    }
}
