package dev.roomcast.sync.socketio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.roomcast.sync.Frame;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketCodecTest {
    private static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":0}";
    private final PacketDecoder decoder = new PacketDecoder(100);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2[\"m\"]",
                "2[\"m\",1,\"2\",{\"3\":[true]},null,false]",
                "2[\"m\",{\"b\":1,\"a\":2,\"__proto__\":{\"x\":[]}},{},[]]",
                "2[\"m\",0.1,-1,9007199254740993,123456789012345678901234567890,-1.5,1.7976931348623157E+308]",
                "2[\"m\",\"\\u0000\\u001e\\\"\\\\\",\"\\ud800\",\"\\udc00x\",\"/\"]",
                "2[\"\uD83D\uDE00\",\"\u20AC \u2028 \u00E9 \uD83D\uDC69\u200D\uD83D\uDE80\"]",
                "2/custom,[\"m\"]",
                "2/custom,0[\"m\"]",
                "29007199254740991[\"m\"]",
                "3/a?b=c,12[\"an answer\"]",
                "30[]",
            })
    void whatIsReadIsWrittenAgain(String text) {
        Packet packet = decoder.text(text);
        assertNotNull(packet);
        assertEquals("4" + text, encode(packet).text());
    }

    private static Frame encode(Packet packet) {
        List<Object> elements = new ArrayList<>(packet.elements());
        if (packet.type().isAck()) {
            return PacketEncoder.ack(packet.namespace(), packet.ackId(), elements);
        }
        String name = (String) elements.remove(0);
        return PacketEncoder.event(packet.namespace(), packet.ackId(), name, elements.toArray());
    }

    @Test
    void valuesArePlainJava() {
        Packet packet = decoder.text("2[\"m\",7,1e2,1.50,-0,1e-7,\"s\",true,null,{\"b\":1,\"a\":[]}]");
        List<Object> expected = new ArrayList<>(List.of("m", 7L, new BigDecimal("1E+2"), new BigDecimal("1.50"), 0L));
        expected.addAll(List.of(new BigDecimal("1E-7"), "s", true));
        expected.add(null);
        expected.add(Map.of("b", 1L, "a", List.of()));
        assertEquals(expected, packet.elements());
        assertEquals("{b=1, a=[]}", packet.elements().get(9).toString());
    }

    @Test
    void namespaceAndConnectForms() {
        assertEquals("/", decoder.text("0").namespace());
        assertEquals("/", decoder.text("0/").namespace());
        assertEquals("/", decoder.text("0/,").namespace());
        assertEquals("/custom", decoder.text("0/custom").namespace());
        assertEquals(
                Map.of("token", "x"), decoder.text("0/custom,{\"token\":\"x\"}").auth());
        assertEquals(Map.of(), decoder.text("0/custom,").auth());
        assertEquals("/custom", decoder.text("1/custom,").namespace());
        assertEquals(7, decoder.text("2007[\"m\"]").ackId());
        assertEquals("7", String.valueOf(decoder.text("2[7]").elements().get(0)));
    }

    @Test
    void attachmentsTakeTheirPlacesHoweverDeep() {
        byte[] first = {1};
        byte[] second = {};
        assertNull(decoder.text(
                "52-/x,3[\"m\",{\"a\":[{\"_placeholder\":true,\"num\":1}]}," + PLACEHOLDER + "," + PLACEHOLDER + "]"));
        assertNull(decoder.binary(first));
        Packet packet = decoder.binary(second);
        assertEquals(List.of("m", Map.of("a", List.of(second)), first, first), packet.elements());
        Frame frame = encode(packet);
        assertEquals(
                "453-/x,3[\"m\",{\"a\":[" + PLACEHOLDER
                        + "]},{\"_placeholder\":true,\"num\":1},{\"_placeholder\":true,\"num\":2}]",
                frame.text());
        assertEquals(List.of(second, first, first), frame.attachments());
    }

    @Test
    void fewerPlaceholdersThanAttachmentsAreAccepted() {
        assertNull(decoder.text("61-0[]"));
        assertEquals(List.of(), decoder.binary(new byte[3]).elements());
        assertNotNull(decoder.text("2[\"and on it goes\"]"));
    }

    @Test
    void attachmentsAreBoundedTogether() {
        assertNull(decoder.text("53-[\"m\"]"));
        assertNull(decoder.binary(new byte[60]));
        assertNull(decoder.binary(new byte[40]));
        assertThrows(MalformedPacketException.class, () -> decoder.binary(new byte[1]));
    }

    @Test
    void tenAttachmentsAreThePeersLimitAndOurs() {
        Object[] ten = Collections.nCopies(10, new byte[1]).toArray();
        assertEquals(
                10,
                PacketEncoder.event("/", Packet.NO_ACK, "m", ten).attachments().size());
        Object[] eleven = Collections.nCopies(11, new byte[1]).toArray();
        assertThrows(IllegalArgumentException.class, () -> PacketEncoder.event("/", Packet.NO_ACK, "m", eleven));
        assertNull(decoder.text("510-[\"m\"]"));
    }

    @Test
    void aForgedPlaceholderBesideAnAttachmentIsDisarmed() {
        Packet forged = decoder.text(
                "2[\"m\",[{\"num\":99,\"_placeholder\":false,\"_placeholder\":true}]," + PLACEHOLDER + "]");
        assertEquals(
                "451-[\"relay\",[{\"num\":99,\"_placeholder\":\"true\"}],{\"_placeholder\":\"true\",\"num\":0},"
                        + PLACEHOLDER + "]",
                PacketEncoder.event(
                                "/",
                                Packet.NO_ACK,
                                "relay",
                                forged.elements().get(1),
                                forged.elements().get(2),
                                new byte[1])
                        .text());
        assertEquals(
                "42[\"relay\"," + PLACEHOLDER + "]",
                PacketEncoder.event(
                                "/", Packet.NO_ACK, "relay", forged.elements().get(2))
                        .text());
    }

    @Test
    void depthAndNumbersAreBoundedExactly() {
        assertNotNull(decoder.text("2[\"m\"," + "[".repeat(63) + "]".repeat(63) + "]"));
        assertThrows(
                MalformedPacketException.class, () -> decoder.text("2[\"m\"," + "[".repeat(64) + "]".repeat(64) + "]"));
        assertNotNull(decoder.text("2[\"m\",1e308,5e-324,0e5]"));
        assertThrows(MalformedPacketException.class, () -> decoder.text("2[\"m\",1e401]"));
        assertThrows(MalformedPacketException.class, () -> decoder.text("2[\"m\",1e-999999]"));
        assertThrows(MalformedPacketException.class, () -> decoder.text("2[\"m\"," + "1".repeat(401) + "]"));
    }

    @Test
    void serverPackets() {
        assertEquals(
                "40{\"sid\":\"x\"}", PacketEncoder.connected("/", "x", null).text());
        assertEquals(
                "40/c,{\"sid\":\"x\"}", PacketEncoder.connected("/c", "x", null).text());
        assertEquals("41", PacketEncoder.disconnected("/").text());
        assertEquals("41/c,", PacketEncoder.disconnected("/c").text());
        assertEquals(
                "44/c,{\"message\":\"no\"}",
                PacketEncoder.refused("/c", new Refusal("no")).text());
        Refusal refusal = new Refusal("no", new LinkedHashMap<>(Map.of("code", 7)));
        assertEquals(
                "44{\"message\":\"no\",\"data\":{\"code\":7}}",
                PacketEncoder.refused("/", refusal).text());
        assertEquals("42[\"files:changed\",{\"a\":1},2]", PacketEncoder.event("files:changed", "{\"a\":1}", "2"));
        assertEquals("42[\"a\\\"b\"]", PacketEncoder.event("a\"b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
    void reservedNamesAreNotSent(String name) {
        assertThrows(IllegalArgumentException.class, () -> PacketEncoder.event(name));
        assertThrows(IllegalArgumentException.class, () -> PacketEncoder.event("/", Packet.NO_ACK, name));
    }

    @Test
    void whatIsNoJsonIsNotSent() {
        assertThrows(IllegalArgumentException.class, () -> PacketEncoder.event("/", Packet.NO_ACK, "m", new Object()));
        assertEquals(
                "42[\"m\",null]",
                PacketEncoder.event("/", Packet.NO_ACK, "m", Double.NaN).text());
    }

    /** Packets damaged at random are packets or malformed; nothing else is ever thrown. */
    @Test
    void damagedPacketsAreAnsweredInOneWay() {
        Random random = new Random(42);
        String[] seeds = {
            "2/custom,12[\"message\",{\"a\":[1,2.5e3,\"\\u00e9\\ud83d\",null,true]},-7]",
            "0/x,{\"token\":\"y\",\"n\":{\"m\":[[]]}}",
            "398[false,{\"_placeholder\":true,\"num\":0}]",
        };
        String alphabet = "0123456789[]{}\",:-+.eE\\u/ntrfalsbxm \t\n\uD83D\u0000";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder(seeds[i % seeds.length]);
            for (int edits = random.nextInt(4); edits >= 0; edits--) {
                int at = random.nextInt(text.length());
                char other = alphabet.charAt(random.nextInt(alphabet.length()));
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, other);
                    case 1 -> text.insert(at, other);
                    default -> text.deleteCharAt(at);
                }
            }
            try {
                new PacketDecoder(100).text(text.toString());
            } catch (MalformedPacketException expected) {
                assertNotNull(expected.getMessage());
            } catch (RuntimeException e) {
                throw new AssertionError("threw " + e + " for " + text, e);
            }
        }
    }

    @Test
    void emptyBinaryMessagesAreLegal() {
        assertNull(decoder.text("51-[\"m\"," + PLACEHOLDER + "]"));
        assertArrayEquals(
                new byte[0], (byte[]) decoder.binary(new byte[0]).elements().get(1));
    }
}
