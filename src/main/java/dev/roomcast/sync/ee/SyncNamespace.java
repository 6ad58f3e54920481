package dev.roomcast.sync.ee;

import dev.roomcast.sync.Audience;
import dev.roomcast.sync.Emission;
import dev.roomcast.sync.Frame;
import dev.roomcast.sync.FrameBurst;
import dev.roomcast.sync.Freshness;
import dev.roomcast.sync.Hub;
import dev.roomcast.sync.Joined;
import dev.roomcast.sync.JsonText;
import dev.roomcast.sync.Position;
import dev.roomcast.sync.Publication;
import dev.roomcast.sync.ResyncReason;
import dev.roomcast.sync.RoomPolicy;
import dev.roomcast.sync.SyncSettings;
import dev.roomcast.sync.socketio.Ack;
import dev.roomcast.sync.socketio.Namespace;
import dev.roomcast.sync.socketio.PacketEncoder;
import dev.roomcast.sync.socketio.Socket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What pages say to the sync core on the namespace {@code /} ({@code join}, {@code leave}, {@code sync:check}), and the
 * hub's way to them. Handlers run on container threads and only leave messages with the hub.
 */
final class SyncNamespace implements Audience<Socket> {
    private static final int RESYNC_WITHIN_MS = 2_000;
    private static final String RESYNC = "sync:resync";

    private final Namespace namespace;
    private final RoomPolicy policy;
    private final SyncSettings settings;
    private final Set<String> rooms;
    /** Of those who have joined or left a room. */
    private final Map<Socket, JoinedRooms> joinedRooms = new ConcurrentHashMap<>();

    SyncNamespace(Namespace namespace, RoomPolicy policy, SyncSettings settings) {
        this.namespace = namespace;
        this.policy = policy;
        this.settings = settings;
        this.rooms = Set.copyOf(settings.rooms());
    }

    /** Answers pages from now on. */
    void serve(Hub<Socket> hub) {
        namespace.on("join", (socket, arguments, ack) -> join(hub, socket, joined(socket), arguments, ack));
        namespace.on("leave", (socket, arguments, ack) -> leave(hub, socket, joined(socket), arguments, ack));
        namespace.on("sync:check", (socket, arguments, ack) -> check(hub, arguments, ack));
        namespace.onConnect(socket -> socket.onDisconnect(reason -> {
            hub.leaveAll(socket);
            joinedRooms.remove(socket);
        }));
    }

    private JoinedRooms joined(Socket socket) {
        JoinedRooms asked = joinedRooms.computeIfAbsent(socket, this::held);
        if (!socket.connected()) {
            // It may have ended before this entry was made: without this, the entry would stay for good.
            joinedRooms.remove(socket);
        }
        return asked;
    }

    private JoinedRooms held(Socket socket) {
        JoinedRooms held = new JoinedRooms(settings.maxRoomsPerConnection());
        socket.recoveredRooms().forEach(held::add);
        return held;
    }

    private void join(Hub<Socket> hub, Socket socket, JoinedRooms joined, List<@Nullable Object> arguments, Ack ack) {
        Optional<RoomRequest> request = RoomRequest.of(arguments);
        if (request.isEmpty()) {
            refuse(ack, "bad_request");
            return;
        }
        String room = request.get().room();
        if (room.equals(Emission.GLOBAL)) {
            joinGlobal(hub, socket, request.get().since(), ack);
        } else if (!rooms.contains(room)) {
            refuse(ack, "unknown_room");
        } else if (!policy.mayJoin(socket.handshake().visitor(), room)) {
            refuse(ack, "forbidden");
        } else if (!joined.hasPlaceFor(room)) {
            refuse(ack, "too_many_rooms");
        } else if (!hub.join(socket, room, request.get().since(), answer -> ack.send(answer(answer)))) {
            refuse(ack, "overloaded");
        } else {
            joined.add(room);
        }
    }

    /** Everybody hears what is global without being asked; joining it tells where it stands and replays what was missed. */
    private void joinGlobal(Hub<Socket> hub, Socket socket, @Nullable Position since, Ack ack) {
        if (!hub.join(socket, Emission.GLOBAL, since, answer -> ack.send(answer(answer)))) {
            refuse(ack, "overloaded");
        }
    }

    private void leave(Hub<Socket> hub, Socket socket, JoinedRooms joined, List<@Nullable Object> arguments, Ack ack) {
        Optional<RoomRequest> request = RoomRequest.of(arguments);
        if (request.isEmpty()) {
            refuse(ack, "bad_request");
            return;
        }
        String room = request.get().room();
        // What is global goes to everybody: leaving it changes nothing.
        if (!rooms.contains(room) && !room.equals(Emission.GLOBAL)) {
            refuse(ack, "unknown_room");
            return;
        }
        if (joined.remove(room)) {
            // Nothing else reaches the hub: its inbox is bounded for joins, and by them for leaves.
            hub.leave(socket, room);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ok", true);
        answer.put("room", room);
        ack.send(answer);
    }

    private void check(Hub<Socket> hub, List<@Nullable Object> arguments, Ack ack) {
        Optional<Map<String, Long>> held = RoomRequest.positions(arguments, settings.maxRoomsPerConnection() + 1);
        if (held.isEmpty()) {
            refuse(ack, "bad_request");
            return;
        }
        ack.send(answer(hub.check(held.get(), null)));
    }

    /** Over Redis each room has an epoch of its own, so one for all would prove some of them stale for ever. */
    static Map<String, Object> answer(Freshness freshness) {
        Map<String, Object> seq = new LinkedHashMap<>();
        Map<String, Object> epochs = new LinkedHashMap<>();
        String epoch = "";
        for (Map.Entry<String, Position> room : freshness.positions().entrySet()) {
            seq.put(room.getKey(), room.getValue().seq());
            epochs.put(room.getKey(), room.getValue().epoch());
            epoch = room.getValue().epoch();
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ok", true);
        answer.put("stale", List.copyOf(freshness.stale()));
        answer.put("seq", seq);
        answer.put("epoch", epoch);
        answer.put("epochs", epochs);
        return answer;
    }

    private static Map<String, Object> answer(Joined joined) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ok", true);
        answer.put("room", joined.room());
        answer.put("seq", joined.position().seq());
        answer.put("epoch", joined.position().epoch());
        answer.put("recovered", joined.recovered());
        answer.put("missed", joined.missed());
        return answer;
    }

    private static void refuse(Ack ack, String error) {
        Map<String, Object> refusal = new LinkedHashMap<>();
        refusal.put("ok", false);
        refusal.put("error", error);
        ack.send(refusal);
    }

    @Override
    public void send(Socket member, Frame frame) {
        member.send(frame);
    }

    @Override
    public void send(Socket member, FrameBurst frames) {
        member.send(frames);
    }

    @Override
    public boolean isConnected(Socket member) {
        return member.connected();
    }

    @Override
    public Iterable<Socket> everyone() {
        return namespace.sockets();
    }

    @Override
    public Frame encode(Publication publication) {
        return Frame.event(
                PacketEncoder.event(publication.name(), json(publication)),
                publication.conflationKey(),
                List.of(publication.room()));
    }

    @Override
    public Frame encode(Publication publication, String offset) {
        return Frame.event(
                PacketEncoder.event(publication.name(), json(publication), JsonText.of(offset)),
                publication.conflationKey(),
                List.of(publication.room()));
    }

    /** Every worker tells its pages a window of its own: each has as many as it has. */
    private String json(Publication publication) {
        String json = publication.json();
        int windowMs = windowMs(publication.room());
        return windowMs == 0 ? json : json.substring(0, json.length() - 1) + ",\"within\":" + windowMs + '}';
    }

    private int windowMs(String room) {
        int pages = room.equals(Emission.GLOBAL)
                ? namespace.sockets().size()
                : namespace.rooms().members(room).size();
        return settings.refetchWindow().ms(pages);
    }

    @Override
    public Frame resync(List<String> rooms, ResyncReason reason, int withinMs) {
        return resyncOf(rooms, payload(rooms, reason, withinMs));
    }

    @Override
    public Frame resync(List<String> rooms, ResyncReason reason, int withinMs, String offset) {
        return resyncOf(rooms, payload(rooms, reason, withinMs), JsonText.of(offset));
    }

    private String payload(List<String> rooms, ResyncReason reason, int leastMs) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("rooms", rooms);
        payload.put("reason", reason.wire());
        payload.put("within", rooms.stream().mapToInt(this::windowMs).reduce(leastMs, Math::max));
        return JsonText.of(payload);
    }

    private static Frame resyncOf(List<String> rooms, String... jsonArguments) {
        return Frame.event(PacketEncoder.event(RESYNC, jsonArguments), RESYNC + '\n' + rooms, rooms);
    }

    /** Tells a page that this worker leaves: it reconnects at a random moment within so many ms. */
    void drain(Socket socket, long withinMs) {
        socket.emit("sync:drain", Map.of("within", withinMs));
    }

    /** The packet for a client whose waiting events gave way. */
    Frame slowClientResync(Set<String> rooms) {
        return resync(List.copyOf(rooms), ResyncReason.SLOW_CLIENT, RESYNC_WITHIN_MS);
    }
}
