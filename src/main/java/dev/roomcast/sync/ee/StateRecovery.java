package dev.roomcast.sync.ee;

import dev.roomcast.sync.BusDownException;
import dev.roomcast.sync.BusState;
import dev.roomcast.sync.Emission;
import dev.roomcast.sync.Hub;
import dev.roomcast.sync.Lost;
import dev.roomcast.sync.LostConnections;
import dev.roomcast.sync.Offset;
import dev.roomcast.sync.Position;
import dev.roomcast.sync.RoomPolicy;
import dev.roomcast.sync.engineio.CloseReason;
import dev.roomcast.sync.socketio.Claim;
import dev.roomcast.sync.socketio.Recovery;
import dev.roomcast.sync.socketio.Socket;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Recovers the lost connections of pages (protocol section 4): where one stood is kept for a while, taken once by
 * whichever worker it comes back to, and trusted only for the same visitor. When anything is missing the client gets an
 * ordinary new connection and joins again: never a guess. Nothing here blocks the caller but {@link #stop}.
 */
final class StateRecovery implements Recovery {
    private static final System.Logger LOG = System.getLogger(StateRecovery.class.getName());
    private static final long STOP_WITHIN_MS = 3_000;

    /** The ends that are accidents, or a server's that wants its clients to come again: all but a packet that nobody understands. */
    private static final Set<String> ACCIDENTS = Arrays.stream(CloseReason.values())
            .filter(reason -> reason != CloseReason.PARSE_ERROR)
            .map(CloseReason::toString)
            .collect(Collectors.toUnmodifiableSet());

    private final Hub<Socket> hub;
    private final LostConnections states;
    private final RoomPolicy policy;
    private final Set<String> rooms;
    private final Errands errands;

    /** @param rooms those that exist */
    StateRecovery(Hub<Socket> hub, LostConnections states, RoomPolicy policy, Iterable<String> rooms, Errands errands) {
        this.hub = hub;
        this.states = states;
        this.policy = policy;
        this.rooms = new HashSet<>(Set.of(Emission.GLOBAL));
        rooms.forEach(this.rooms::add);
        this.errands = errands;
    }

    @Override
    public void onOpen(Socket socket) {
        hub.present(socket);
    }

    @Override
    public void onEnd(Socket socket, String pid, String reason, Set<String> ownRooms) {
        // What is sent to rooms of other handlers has no history: a socket in such rooms cannot come back unharmed.
        boolean whole = ownRooms.stream().allMatch(socket.id()::equals);
        if (whole && ACCIDENTS.contains(reason)) {
            hub.standing(socket, standing -> {
                Lost lost = Lost.of(pid, socket.id(), socket.handshake().visitor(), standing);
                errands.offer(() -> keep(lost));
            });
        }
        hub.leaveAll(socket);
    }

    private void keep(Lost lost) {
        try {
            states.keep(lost);
        } catch (BusDownException e) {
            LOG.log(System.Logger.Level.DEBUG, "the state of a lost connection cannot be kept", e);
        }
    }

    @Override
    public void claim(Claim claim) {
        if (hub.state() == BusState.DOWN || !errands.offer(() -> decide(claim))) {
            claim.refuse();
        }
    }

    private void decide(Claim claim) {
        if (!claim.isOpen()) {
            return;
        }
        Optional<Lost> lost = take(claim.pid());
        Optional<Map<String, Position>> held = lost.filter(
                        state -> state.belongsTo(claim.handshake().visitor()))
                .flatMap(state -> positions(claim, state))
                .filter(positions -> mayJoin(claim, positions.keySet()));
        if (lost.isPresent() && held.isPresent()) {
            restore(claim, lost.get().sid(), held.get());
        } else {
            claim.refuse();
        }
    }

    private Optional<Lost> take(String pid) {
        try {
            return states.take(pid);
        } catch (BusDownException e) {
            return Optional.empty();
        }
    }

    /** A client that received no event names no offset; one that names anything else cannot be helped. */
    private static Optional<Map<String, Position>> positions(Claim claim, Lost lost) {
        Object named = claim.handshake().auth().get("offset");
        Optional<Offset> offset = Offset.read(named);
        return named != null && offset.isEmpty()
                ? Optional.empty()
                : lost.standing().positions(offset.orElse(null));
    }

    private boolean mayJoin(Claim claim, Set<String> joined) {
        return rooms.containsAll(joined)
                && joined.stream()
                        .allMatch(room -> room.equals(Emission.GLOBAL)
                                || policy.mayJoin(claim.handshake().visitor(), room));
    }

    private void restore(Claim claim, String sid, Map<String, Position> held) {
        Set<String> joined = new HashSet<>(held.keySet());
        joined.remove(Emission.GLOBAL);
        Socket socket = claim.hold(sid, joined);
        // On the hub's thread no handler may run: whatever calls them is left to the errands, or to the claim's
        // deadline.
        hub.restore(socket, held, whole -> errands.offer(whole && claim.admit() ? claim::finish : claim::refuse));
    }

    /** Keeps what the connections just closed have left, within seconds; to be called before the hub stops. */
    void stop() {
        CountDownLatch told = new CountDownLatch(1);
        hub.afterAll(told::countDown);
        try {
            if (!told.await(STOP_WITHIN_MS, TimeUnit.MILLISECONDS)) {
                LOG.log(System.Logger.Level.DEBUG, "the hub does not tell where lost connections stood");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        errands.finish(STOP_WITHIN_MS);
        states.stop();
    }
}
