package dev.roomcast.faults;

import dev.roomcast.it.Worker;

/** Slow clients on Payara. */
class SlowClientIT extends SlowClientContract {

    @Override
    Worker.Plan plan() {
        return Worker.roomcast();
    }
}
