package dev.roomcast.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Stock clients that know nothing of positions, at random: slow ones, cut off at any point, recovered on any worker or
 * not, while events are lost on the way and the bus goes down or begins anew. None may hear an event twice or out of
 * order, and each ends at what the database says without any refetch but those that it was told of.
 */
class RecoveryRandomTest {
    private static final List<String> ROOMS = List.of("files", "users", Emission.GLOBAL);
    private static final int RUNS = 1_500;
    private static final int ACTIONS = 150;

    @Test
    void nothingIsLostUnflaggedAndNothingComesTwice() {
        int recovered = 0;
        for (long seed = 1; seed <= RUNS; seed++) {
            try {
                Run run = new Run(seed);
                run.play();
                recovered += run.recovered;
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
        assertTrue(recovered > RUNS, "only " + recovered + " recoveries: this has shown nothing");
    }

    /** The official client and a simple application on it. */
    private static final class Client {
        private final Map<String, Map<String, String>> view = new HashMap<>();
        private final Map<String, Boolean> joined = new HashMap<>();
        private final Set<String> heard = new HashSet<>();
        private final Map<String, Long> newest = new HashMap<>();
        /** As in the official client, it outlives connections. */
        private final List<String> receiveBuffer = new ArrayList<>();

        private RecoveryBench.@Nullable Connection connection;
        private RecoveryBench.@Nullable Worker worker;
        private boolean connected;
        private @Nullable String pid;
        private @Nullable String offset;
    }

    private static final class Run {
        private final Random random;
        private final RecoveryBench bench = new RecoveryBench(2);
        private final List<Client> clients = List.of(new Client(), new Client(), new Client());
        private int pids;
        private int recovered;

        private Run(long seed) {
            random = new Random(seed);
        }

        private void play() {
            for (int i = 0; i < ACTIONS; i++) {
                act();
            }
            bench.workers.forEach(worker -> {
                worker.deaf = false;
                if (worker.cut) {
                    worker.restore();
                }
            });
            clients.forEach(this::reconnect);
            for (int i = 0; i < 6; i++) {
                bench.workers.forEach(worker -> worker.hub.tick());
                bench.settle();
                clients.forEach(client -> read(client, 1_000));
            }
            for (Client client : clients) {
                assertTrue(client.connected, "a client waits for its answer");
                client.joined.forEach((room, answered) -> assertTrue(answered, "a join was never answered"));
                client.joined
                        .keySet()
                        .forEach(room ->
                                assertEquals(bench.truth(room), client.view.getOrDefault(room, Map.of()), room));
            }
        }

        private void act() {
            bench.clock.addAndGet(random.nextInt(3));
            Client client = clients.get(random.nextInt(clients.size()));
            RecoveryBench.Worker worker = bench.workers.get(random.nextInt(bench.workers.size()));
            switch (random.nextInt(24)) {
                case 0, 1, 2 -> publish();
                case 3, 4, 5 -> worker.hub.step();
                case 6, 7 -> worker.arrive();
                case 8, 9 -> worker.call();
                case 10, 11, 12, 13 -> read(client, 1 + random.nextInt(3));
                case 14 -> join(client);
                case 15, 16 -> cut(client);
                case 17, 18 -> reconnect(client);
                case 19 -> worker.hub.tick();
                case 20 -> worker.deaf = random.nextInt(4) == 0;
                case 21 -> cutOrRestore(worker);
                case 22 -> replaceWorldSometimes();
                default -> bench.settle();
            }
        }

        private void publish() {
            for (int i = random.nextInt(4); i >= 0; i--) {
                bench.publish(ROOMS.get(random.nextInt(ROOMS.size())), "element" + random.nextInt(3));
            }
        }

        private void cutOrRestore(RecoveryBench.Worker worker) {
            if (worker.cut) {
                worker.restore();
            } else if (random.nextInt(3) == 0) {
                worker.cut();
            }
        }

        private void replaceWorldSometimes() {
            if (bench.workers.stream().allMatch(worker -> worker.cut)) {
                bench.replaceWorld();
            }
        }

        private void cut(Client client) {
            RecoveryBench.Connection connection = client.connection;
            if (connection == null) {
                return;
            }
            client.connection = null;
            client.connected = false;
            RecoveryBench.Worker worker = client.worker;
            if (connection.holding) {
                connection.connected = false;
                worker.hub.leaveAll(connection);
            } else {
                bench.lose(worker, connection, String.valueOf(connection.pid));
            }
            bench.settle();
        }

        private void reconnect(Client client) {
            if (client.connection != null) {
                return;
            }
            RecoveryBench.Worker worker = bench.workers.get(random.nextInt(bench.workers.size()));
            RecoveryBench.Connection connection = bench.new Connection();
            client.connection = connection;
            client.worker = worker;
            String pid = client.pid;
            Map<String, Position> held = pid == null ? null : bench.take(pid, client.offset);
            if (pid == null || held == null) {
                welcome(worker, connection, random.nextBoolean());
                return;
            }
            connection.pid = pid;
            connection.holding = true;
            worker.hub.restore(connection, held, whole -> {
                if (!connection.connected) {
                    return;
                }
                if (whole) {
                    recovered++;
                    worker.everyone.add(connection);
                    connection.send(Frame.of("connect " + pid));
                    connection.release();
                } else {
                    RecoveryBench.Connection anew = bench.new Connection();
                    connection.connected = false;
                    worker.hub.leaveAll(connection);
                    client.connection = anew;
                    welcome(worker, anew, false);
                }
            });
        }

        private void welcome(RecoveryBench.Worker worker, RecoveryBench.Connection connection, boolean busyHub) {
            connection.pid = "pid" + pids++;
            worker.hub.present(connection);
            if (busyHub) {
                worker.hub.step();
            }
            connection.send(Frame.of("connect " + connection.pid));
            worker.everyone.add(connection);
        }

        private void join(Client client) {
            if (client.connected) {
                join(client, ROOMS.get(random.nextInt(ROOMS.size() - 1)));
            }
        }

        private void join(Client client, String room) {
            RecoveryBench.Connection connection = client.connection;
            client.joined.put(room, false);
            client.worker.hub.join(connection, room, null, answer -> connection.send(Frame.of("joined " + room)));
        }

        /** Some packets arrive. */
        private void read(Client client, int howMany) {
            for (int i = 0; i < howMany && client.connection != null; i++) {
                client.connection.queue.take(1, 1).forEach(frame -> receive(client, frame.text()));
            }
        }

        private void receive(Client client, String packet) {
            String[] word = packet.split(" ");
            if (word[0].equals("connect")) {
                connect(client, word[1]);
            } else if (!client.connected) {
                client.receiveBuffer.add(packet);
            } else {
                emit(client, packet, word);
            }
        }

        private void connect(Client client, String pid) {
            boolean same = pid.equals(client.pid);
            client.pid = pid;
            client.connected = true;
            List<String> buffered = List.copyOf(client.receiveBuffer);
            client.receiveBuffer.clear();
            buffered.forEach(packet -> emit(client, packet, packet.split(" ")));
            if (!same) {
                // A new connection without positions may come to a worker that lags behind: it begins anew.
                client.heard.clear();
                client.newest.clear();
                ROOMS.forEach(room -> client.view.put(room, bench.truth(room)));
                client.joined.putIfAbsent(Emission.GLOBAL, true);
            }
            // What was not answered is asked again, whether the connection is recovered or not.
            List.copyOf(client.joined.keySet()).stream()
                    .filter(room -> !room.equals(Emission.GLOBAL))
                    .filter(room -> !same || !client.joined.get(room))
                    .forEach(room -> join(client, room));
        }

        private void emit(Client client, String packet, String[] word) {
            if (word[0].equals("event")) {
                String room = word[1];
                assertTrue(client.heard.add(packet.substring(0, packet.lastIndexOf(' '))), "twice: " + packet);
                long seq = Long.parseLong(word[4]);
                assertTrue(seq > newest(client, room + word[3]), "out of order: " + packet);
                client.newest.put(room + word[3], seq);
                client.view.computeIfAbsent(room, name -> new HashMap<>()).put(word[2], word[3] + word[4]);
                client.offset = word[5];
            } else if (word[0].equals("resync")) {
                List.of(word[1].split(",")).forEach(room -> client.view.put(room, bench.truth(room)));
                client.offset = word.length > 2 ? word[2] : client.offset;
            } else {
                client.joined.put(word[1], true);
                client.view.put(word[1], bench.truth(word[1]));
            }
        }

        private static long newest(Client client, String roomAndEpoch) {
            return client.newest.getOrDefault(roomAndEpoch, 0L);
        }
    }
}
