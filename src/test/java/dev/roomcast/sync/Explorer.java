package dev.roomcast.sync;

import dev.roomcast.sync.Model.Action;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Goes through everything that can happen, in every order, shortest first. The core cannot be copied, so a state is reached by
 * doing again what led to it; states that have the same future are gone on from once.
 */
final class Explorer {
    /**
     * @param states how many different ones there are
     * @param interleavings how many ways lead from the beginning to where nothing more can happen
     * @param trace what led to the first failure, empty when there was none
     * @param failure what went wrong, or null
     */
    record Result(
            int states,
            BigInteger interleavings,
            List<Action> trace,
            @Nullable String failure) {}

    private record Node(List<Action> path, List<Action> enabled, BigInteger ways) {
        private Node and(Node other) {
            return new Node(path, enabled, ways.add(other.ways));
        }
    }

    private final Supplier<Model> worlds;
    private int states;
    private BigInteger interleavings = BigInteger.ZERO;
    private List<Action> trace = List.of();

    private Explorer(Supplier<Model> worlds) {
        this.worlds = worlds;
    }

    static Result explore(Supplier<Model> worlds) {
        Explorer explorer = new Explorer(worlds);
        String failure = null;
        try {
            explorer.explore();
        } catch (AssertionError e) {
            failure = e.getMessage();
        }
        return new Result(explorer.states, explorer.interleavings, explorer.trace, failure);
    }

    private void explore() {
        Map<Digest.Value, Node> layer = new LinkedHashMap<>();
        arrive(List.of(), BigInteger.ONE, layer);
        while (!layer.isEmpty()) {
            Map<Digest.Value, Node> next = new LinkedHashMap<>();
            for (Node node : layer.values()) {
                node.enabled().forEach(action -> arrive(with(node.path(), action), node.ways(), next));
                if (node.enabled().isEmpty()) {
                    interleavings = interleavings.add(node.ways());
                }
            }
            layer = next;
        }
        trace = List.of();
    }

    private static List<Action> with(List<Action> path, Action action) {
        List<Action> longer = new ArrayList<>(path);
        longer.add(action);
        return longer;
    }

    /** Does the path, and sees what becomes of a state that it is the first to reach. */
    private void arrive(List<Action> path, BigInteger ways, Map<Digest.Value, Node> layer) {
        trace = path;
        Model world = worlds.get();
        path.forEach(world::act);
        Node known = layer.merge(world.fingerprint(), new Node(path, world.enabled(), ways), Node::and);
        if (known.path() == path) {
            states++;
            world.settle();
        }
    }
}
