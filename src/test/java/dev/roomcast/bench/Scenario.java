package dev.roomcast.bench;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** One question to all contenders: one table. */
interface Scenario {

    /** As the command line has it: {@code S1}. */
    String id();

    String title();

    /** What is measured, the first compared with the others. */
    List<Metric> metrics();

    List<Target> targets();

    boolean suits(Contender contender);

    /** How long it takes about, for one contender. */
    int expectedSeconds(Contender contender, Options options);

    /**
     * Measures one contender.
     *
     * @param progress is told of each run
     */
    Measurement measure(Contender contender, Options options, Consumer<Measurement> progress) throws IOException;
}
