package dev.roomcast.sync.ee;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/** The container's threads, handed to plain Java by its own types. */
@ApplicationScoped
public class ManagedThreads {

    @Resource
    ManagedThreadFactory threadFactory;

    @Resource
    ManagedExecutorService executorService;

    /** For a loop that lives as long as the application; its threads are named {@code roomcast-<name>}. */
    public ThreadFactory factory(String name) {
        return task -> {
            Thread thread = threadFactory.newThread(task);
            thread.setName("roomcast-" + name);
            return thread;
        };
    }

    /** For short tasks that may block. */
    public Executor executor() {
        return executorService;
    }
}
