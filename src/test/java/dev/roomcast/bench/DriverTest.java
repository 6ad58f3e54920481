package dev.roomcast.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.bench.FaultyServer.Delivery;
import dev.roomcast.bench.FaultyServer.Line;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The driver tells the truth about a server, whatever that does. */
class DriverTest {

    private static final int CLIENTS = 5;
    private static final int EVENTS = 100;
    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(500);

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private <T extends AutoCloseable> T keep(T one) {
        open.add(0, one);
        return one;
    }

    private Fleet fleet(FaultyServer server) throws IOException {
        return keep(new Fleet(new Audience(CLIENTS, 1, 1), List.of(server.endpoint())));
    }

    private Load load(Delivery delivery) throws IOException {
        Fleet fleet = fleet(keep(FaultyServer.delivering(delivery)));
        // One after the other, so that the server knows them by the same numbers.
        fleet.connect(1);
        return new Load(fleet, PATIENCE);
    }

    private Tally hundredEvents(Delivery delivery) throws IOException {
        Load load = load(delivery);
        Tally tally = load.steady(0.2, 5 * EVENTS);
        load.fleet().check();
        return tally;
    }

    @Test
    void countsWhatArrives() throws IOException {
        Tally tally = hundredEvents(Line::sendTo);
        assertEquals(EVENTS, tally.published());
        assertEquals(EVENTS * CLIENTS, tally.deliveries());
        assertEquals(Faults.NONE, tally.faults());
    }

    @Test
    void readsWhatComesInPieces() throws IOException {
        Tally tally = hundredEvents((line, client, event, message) -> line.sendInPieces(message));
        assertEquals(EVENTS * CLIENTS, tally.deliveries());
        assertEquals(Faults.NONE, tally.faults());
    }

    @Test
    void readsJsonThatWasWrittenAnew() throws IOException {
        Tally tally = hundredEvents((line, client, event, message) ->
                line.send(message.replace("\":", "\": ").replace(",\"", ", \"")));
        assertEquals(EVENTS * CLIENTS, tally.deliveries());
    }

    @Test
    void countsWhatComesTwice() throws IOException {
        Tally tally = hundredEvents((line, client, event, message) -> {
            line.send(message);
            if (client == 0 && event % 10 == 9) {
                line.send(message);
            }
        });
        assertEquals(new Faults(0, 10, 0, 0), tally.faults());
    }

    @Test
    void countsWhatComesTooLate() throws IOException {
        List<String> held = new ArrayList<>();
        Tally tally = hundredEvents((line, client, event, message) -> {
            if (client == 2 && event % 7 == 3) {
                held.add(message);
                return;
            }
            line.send(message);
            if (client == 2 && !held.isEmpty()) {
                line.send(held.remove(0));
            }
        });
        assertEquals(new Faults(0, 0, 14, 0), tally.faults());
    }

    @Test
    void countsWhatNeverComes() throws IOException {
        Tally tally = hundredEvents((line, client, event, message) -> {
            if (client != 1 || event % 20 != 19) {
                line.send(message);
            }
        });
        assertEquals(new Faults(5, 0, 0, 0), tally.faults());
        assertEquals(5, tally.inFlight());
    }

    @Test
    void countsWhatWasNeverPublished() throws IOException {
        Tally tally = hundredEvents((line, client, event, message) -> {
            line.send(message);
            if (event == 50) {
                line.send("42[\"files:changed\",{\"n\":123456}]");
            }
        });
        assertEquals(new Faults(0, 0, 0, CLIENTS), tally.faults());
    }

    @Test
    void countsWhatWasForAnotherRoom() throws IOException {
        FaultyServer everybody = keep(FaultyServer.delivering(Line::sendTo));
        Fleet fleet = keep(new Fleet(new Audience(4, 2, 1), List.of(everybody.endpoint())));
        fleet.connect(1);
        Tally tally = new Load(fleet, PATIENCE).steady(0.1, 100);
        assertEquals(20, tally.deliveries());
        assertEquals(new Faults(0, 0, 0, 20), tally.faults());
    }

    @Test
    void countsWhatComesAgainInTheNextMeasurementAsADuplicate() throws IOException {
        List<String> first = new ArrayList<>();
        Load load = load((line, client, event, message) -> {
            first.add(message);
            line.send(message);
            if (client == 0 && event == 15) {
                line.send(first.get(0));
            }
        });
        assertEquals(Faults.NONE, load.steady(0.1, 100).faults());
        assertEquals(new Faults(0, 1, 0, 0), load.steady(0.1, 100).faults());
    }

    @Test
    void measuresHowLongItTakes() throws IOException {
        Load load = load((line, client, event, message) -> {
            pause(30);
            line.send(message);
        });
        Tally tally = load.saturated(0.5, 1);
        assertEquals(Faults.NONE, tally.faults());
        // The clients are served one after the other.
        assertTrue(tally.latencies().ms(0.01) >= 29, () -> tally.latencies().ms(0.01) + " ms");
        assertTrue(
                tally.latencies().ms(1) >= 30 * CLIENTS, () -> tally.latencies().ms(1) + " ms");
    }

    private static void pause(long ms) {
        try {
            TimeUnit.MILLISECONDS.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void keepsTheWindow() throws IOException {
        List<Integer> withheld = new ArrayList<>();
        Load load = load((line, client, event, message) -> {
            if (client == 4 && event >= 20) {
                withheld.add(event);
            } else {
                line.send(message);
            }
        });
        Tally tally = load.saturated(1, 2);
        assertEquals(22, tally.published());
        assertEquals(new Faults(2, 0, 0, 0), tally.faults());
    }

    @Test
    void answersPings() throws IOException {
        FaultyServer server = keep(FaultyServer.delivering((line, client, event, message) -> {
            line.send("2");
            line.write(new byte[] {(byte) 0x89, 2, 'h', 'i'});
            line.send(message);
        }));
        Fleet fleet = fleet(server);
        fleet.connect(CLIENTS);
        assertEquals(Faults.NONE, new Load(fleet, PATIENCE).steady(0.1, 100).faults());
        assertEquals(2 * 10 * CLIENTS, server.pongs());
    }

    @Test
    void tellsWhoIsRefused() throws IOException {
        Fleet fleet = fleet(keep(FaultyServer.refusing()));
        fleet.storm();
        assertEquals(CLIENTS, fleet.failed());
        assertEquals(0, fleet.ready());
        assertTrue(assertThrows(IOException.class, fleet::check).getMessage().contains("503 Full"));
    }

    @Test
    void tellsWhoIsThrownOut() throws IOException {
        assertFails("disconnected", (line, client, event, message) -> {
            if (client == 3 && event == 50) {
                line.hangUp();
            } else if (client != 3 || event < 50) {
                line.send(message);
            }
        });
    }

    @Test
    void knowsNoFragments() throws IOException {
        assertFails("a frame that it does not know", (line, client, event, message) -> {
            line.send(message);
            if (client == 3 && event == 50) {
                line.write(new byte[] {1, 2, 'h', 'i'});
            }
        });
    }

    private void assertFails(String reason, Delivery delivery) throws IOException {
        Load load = load(delivery);
        load.steady(0.2, 5 * EVENTS);
        assertEquals(1, load.fleet().failed());
        assertTrue(assertThrows(IOException.class, load.fleet()::check)
                .getMessage()
                .contains(reason));
    }
}
