package dev.roomcast.bench;

import dev.roomcast.it.Worker;
import java.util.List;
import java.util.stream.Stream;

/** Workers that serve, and where. */
record RunningServer(List<Worker> workers, List<Endpoint> endpoints) implements AutoCloseable {

    /** The workers, and the processes that they have started. */
    Processes processes() {
        return new Processes(workers.stream()
                .flatMap(worker -> ProcessHandle.of(worker.pid()).stream())
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .map(ProcessHandle::pid)
                .toList());
    }

    @Override
    public void close() {
        workers.forEach(Worker::close);
    }
}
