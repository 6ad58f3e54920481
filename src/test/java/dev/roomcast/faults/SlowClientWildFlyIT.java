package dev.roomcast.faults;

import dev.roomcast.it.Worker;

/** Slow clients on WildFly. */
class SlowClientWildFlyIT extends SlowClientContract {

    @Override
    Worker.Plan plan() {
        return Worker.roomcast().onWildFly();
    }
}
