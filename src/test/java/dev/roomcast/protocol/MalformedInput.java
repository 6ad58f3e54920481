package dev.roomcast.protocol;

import static dev.roomcast.protocol.MalformedInput.Start.CONNECTED;
import static dev.roomcast.protocol.MalformedInput.Start.LEFT_CUSTOM;
import static dev.roomcast.protocol.MalformedInput.Start.OPEN;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table of odd input: what is sent, on a connection in which state, and how the server reacts.
 *
 * @param start what was done before
 * @param messages Engine.IO messages: texts with their {@code 4}, and byte arrays
 * @param answer what the server sends; null for nothing
 * @param closes whether the whole connection is closed; otherwise it lives on and works
 */
public record MalformedInput(
        String name,
        Start start,
        List<Object> messages,
        @Nullable String answer,
        boolean closes) {

    /** What a connection has done before. */
    public enum Start {
        /** Engine.IO only. */
        OPEN(List.of(), 0),
        /** The main namespace is joined. */
        CONNECTED(List.of("40"), 2),
        /** And another one joined and left again. */
        LEFT_CUSTOM(List.of("40", "40/custom,", "41/custom,"), 4);

        private final List<String> messages;
        private final int answers;

        Start(List<String> messages, int answers) {
            this.messages = messages;
            this.answers = answers;
        }

        /** What a client sends to come to this state. */
        public List<String> messages() {
            return messages;
        }

        /** How many messages the server answers to that. */
        public int answers() {
            return answers;
        }
    }

    /** An event that the conformance application answers with {@link #PROOF_ANSWER}: that a connection works. */
    public static final String PROOF = "42[\"message\",\"still here\"]";

    public static final String PROOF_ANSWER = "42[\"message-back\",\"still here\"]";

    private static final byte[] BYTES = {1, 2, 3};

    @Override
    public String toString() {
        return name;
    }

    /** The whole table. */
    public static List<MalformedInput> table() {
        List<MalformedInput> rows = new ArrayList<>();
        packets(rows);
        payloads(rows);
        ackIds(rows);
        attachments(rows);
        states(rows);
        reservedNames(rows);
        harmless(rows);
        return rows;
    }

    private static void packets(List<MalformedInput> rows) {
        closes(rows, "4", "4x", "47[]", "4abc", "48", "49", "4 2[\"m\"]", "4-1", "4٢[\"m\"]");
        closesWhenOpen(
                rows, "40null", "40[]", "40\"x\"", "40custom", "40{", "40{}x", "401{}", "40/custom,[]", "40/a,b");
    }

    private static void payloads(List<MalformedInput> rows) {
        closes(rows, "42", "42[]", "42{}", "42[\"a\"", "42[null]", "42[true,1]", "42[[\"m\"]]", "42[{\"m\":1}]");
        closes(rows, "42null", "42\"m\"", "421", "42[\"m\"]x", "42[\"m\"][]", "42[\"m\",]", "42[,\"m\"]", "42['m']");
        closes(rows, "42[\"m\",01]", "42[\"m\",.5]", "42[\"m\",+1]", "42[\"m\",NaN]", "42[\"m\",tru]");
        closes(
                rows,
                "42[\"m\",\"\t\"]",
                "42[\"m\",\"\\x\"]",
                "42[\"m\",\"\\u12\"]",
                "42[\"m\",{\"a\" 1}]",
                "42[\"m\",{a:1}]");
        closes(rows, "42[\"m\",1e999999999]", "42[\"m\",1e99999999999]", "42[\"m\"}");
        closes(rows, "41{\"a\":1}", "41[]", "411", "4399{}", "43{}", "43null", "43\"x\"", "4399[");
        rows.add(closing("brackets nested too deep", "42[\"m\"," + "[".repeat(64) + "]".repeat(64) + "]"));
        rows.add(closing("braces nested too deep", "42[\"m\"," + "{\"a\":".repeat(64) + "1" + "}".repeat(65) + "]"));
        rows.add(closing("brackets without end", "42[\"m\"," + "[".repeat(100_000)));
        rows.add(closing("a number of 100 000 digits", "42[\"m\"," + "9".repeat(100_000) + "]"));
    }

    private static void ackIds(List<MalformedInput> rows) {
        closes(rows, "42 [\"m\",1]", "421 2[\"m\"]", "42-1[\"m\"]", "421e3[\"m\"]", "42abc[\"m\"]", "421.5[\"m\"]");
        closes(rows, "42100000000000000000000[\"m\"]", "42+1[\"m\"]", "42٣[\"m\"]");
    }

    private static void attachments(List<MalformedInput> rows) {
        closes(
                rows,
                "450-[\"m\"]",
                "45-[\"m\"]",
                "451[\"m\"]",
                "451.5-[\"m\"]",
                "451e1-[\"m\"]",
                "45[\"m\"]",
                "45-1-[\"m\"]");
        closes(rows, "4511-[\"m\"]", "45999999999999-[\"m\"]", "451", "451-", "451-{}", "461-", "461-{}", "460-1[]");
        rows.add(closing(
                "text while an attachment is due", "451-[\"message\",{\"_placeholder\":true,\"num\":0}]", PROOF));
        rows.add(closing("a binary packet while an attachment is due", "451-[\"message\"]", "451-[\"message\"]"));
        rows.add(closing("an attachment of no packet", BYTES));
        rows.add(closing("an attachment too many", "451-[\"ignored\"]", BYTES, BYTES));
        closes(rows, "451-[\"m\",{\"_placeholder\":true,\"num\":1}]", "451-[\"m\",{\"_placeholder\":true,\"num\":-1}]");
        closes(rows, "451-[\"m\",{\"_placeholder\":true,\"num\":\"0\"}]", "451-[\"m\",{\"_placeholder\":true}]");
        closes(
                rows,
                "451-[\"m\",{\"_placeholder\":true,\"num\":0.5}]",
                "451-[\"m\",{\"_placeholder\":true,\"num\":null}]");
        rows.add(closing("a placeholder for a name", "451-[{\"_placeholder\":true,\"num\":0},1]", BYTES));
    }

    private static void states(List<MalformedInput> rows) {
        closesWhenOpen(rows, "42[\"message\"]", "41", "431[]", "44{\"message\":\"x\"}", "42/custom,[\"m\"]");
        closes(
                rows,
                "40",
                "40{}",
                "44{\"message\":\"x\"}",
                "44\"x\"",
                "42/custom,[\"m\"]",
                "41/custom,",
                "43/custom,1[]");
        rows.add(new MalformedInput("an attachment first", OPEN, List.of(BYTES), null, true));
    }

    private static void reservedNames(List<MalformedInput> rows) {
        closes(rows, "42[\"connect\"]", "42[\"connect_error\"]", "42[\"disconnect\"]", "42[\"disconnecting\"]");
        closes(rows, "42[\"newListener\"]", "42[\"removeListener\"]", "422[\"disconnect\",1]", "451-[\"connect\"]");
    }

    private static void harmless(List<MalformedInput> rows) {
        ignored(
                rows,
                "4399",
                "43[]",
                "4399[]",
                "43",
                "42[1,2]",
                "42[\"unknown\"]",
                "427[\"unknown\"]",
                "42[\"error\"]");
        justLeft(rows, "41/custom", "42/custom,[\"m\"]", "43/custom,1[]", "42/custom,1[\"m\"]");
        answered(rows, "42007[\"message-with-ack\"]", "437[]");
        answered(rows, "420[\"message-with-ack\",1]", "430[1]");
        answered(rows, "42[\"message\",1] ", "42[\"message-back\",1]");
        answered(
                rows,
                "42[\"message\",{\"_placeholder\":true,\"num\":0}]",
                "42[\"message-back\",{\"_placeholder\":true,\"num\":0}]");
        answered(
                rows,
                "42[\"message\",{\"__proto__\":{\"a\":1},\"constructor\":2}]",
                "42[\"message-back\",{\"__proto__\":{\"a\":1},\"constructor\":2}]");
        answered(rows, "42[\"message\",{\"a\":1,\"b\":2,\"a\":3}]", "42[\"message-back\",{\"a\":3,\"b\":2}]");
        answered(rows, "42[\"message\",\"\\ud800\"]", "42[\"message-back\",\"\\ud800\"]");
        answered(rows, "40/random", "44/random,{\"message\":\"Invalid namespace\"}");
        answered(rows, "40/custom?x=1", "44/custom?x=1,{\"message\":\"Invalid namespace\"}");
        answered(rows, "40/__proto__", "44/__proto__,{\"message\":\"Invalid namespace\"}");
        rows.add(new MalformedInput(
                "an unknown namespace of 10 000 characters",
                CONNECTED,
                List.of("40/" + "n".repeat(10_000)),
                "44/" + "n".repeat(511) + ",{\"message\":\"Invalid namespace\"}",
                false));
    }

    private static void closes(List<MalformedInput> rows, String... messages) {
        for (String message : messages) {
            rows.add(closing(message, message));
        }
    }

    private static void closesWhenOpen(List<MalformedInput> rows, String... messages) {
        for (String message : messages) {
            rows.add(new MalformedInput(message + " first", OPEN, List.of(message), null, true));
        }
    }

    private static MalformedInput closing(String name, Object... messages) {
        return new MalformedInput(name, CONNECTED, List.of(messages), null, true);
    }

    private static void ignored(List<MalformedInput> rows, String... messages) {
        for (String message : messages) {
            rows.add(new MalformedInput(message, CONNECTED, List.of(message), null, false));
        }
    }

    private static void justLeft(List<MalformedInput> rows, String... messages) {
        for (String message : messages) {
            rows.add(new MalformedInput(message + " just left", LEFT_CUSTOM, List.of(message), null, false));
        }
    }

    private static void answered(List<MalformedInput> rows, String message, String answer) {
        rows.add(new MalformedInput(message, CONNECTED, List.of(message), answer, false));
    }
}
