package dev.roomcast.sync.socketio;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a packet's JSON into plain values: LinkedHashMap, ArrayList, String, Long (integers that fit), BigDecimal (other
 * numbers), Boolean, null. As in JavaScript the last of equal keys wins, at the place of the first, and a name such as
 * {@code __proto__} is data. Bounded: {@link #MAX_DEPTH} levels, numbers of {@link #MAX_NUMBER_LENGTH} characters and of a
 * size that JavaScript's numbers have.
 */
final class PayloadReader {
    static final int MAX_DEPTH = 64;
    static final int MAX_NUMBER_LENGTH = 400;
    private static final int MAX_MAGNITUDE = 400;
    private static final int SURE_LONG_LENGTH = 18;
    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

    private final JsonParser parser;

    private PayloadReader(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * The value of a whole text, which must be one array or object and nothing after it.
     *
     * @throws MalformedPacketException for anything else
     */
    static Object read(String text) {
        if (text.isEmpty() || (text.charAt(0) != '[' && text.charAt(0) != '{')) {
            throw new MalformedPacketException("payload is neither array nor object");
        }
        try (JsonParser parser = PARSERS.createParser(new StringReader(text))) {
            Object value = new PayloadReader(parser).container(parser.next(), 1);
            if (parser.hasNext()) {
                throw new MalformedPacketException("text behind the payload");
            }
            return value;
        } catch (JsonException | NoSuchElementException | NumberFormatException e) {
            throw new MalformedPacketException("payload is not JSON");
        }
    }

    private Object container(Event start, int depth) {
        // Without this bound, a small packet of brackets overflows the stack of whoever walks the value.
        if (depth > MAX_DEPTH) {
            throw new MalformedPacketException("payload nested too deep");
        }
        return start == Event.START_ARRAY ? array(depth) : object(depth);
    }

    private List<@Nullable Object> array(int depth) {
        List<@Nullable Object> array = new ArrayList<>();
        for (Event event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
            array.add(value(event, depth));
        }
        return array;
    }

    private Map<String, @Nullable Object> object(int depth) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (Event event = parser.next(); event != Event.END_OBJECT; event = parser.next()) {
            String name = parser.getString();
            object.put(name, value(parser.next(), depth));
        }
        return object;
    }

    private @Nullable Object value(Event event, int depth) {
        return switch (event) {
            case START_ARRAY, START_OBJECT -> container(event, depth + 1);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER -> number(parser.getString());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new MalformedPacketException("payload is not JSON");
        };
    }

    private static Number number(String text) {
        boolean integer = text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0;
        if (integer && text.length() <= SURE_LONG_LENGTH) {
            return Long.valueOf(text);
        }
        if (text.length() > MAX_NUMBER_LENGTH) {
            throw new MalformedPacketException("number too long");
        }
        BigDecimal number = new BigDecimal(text);
        // 1e999999999 costs nothing here and gigabytes in the first handler that asks for its integer value.
        if (Math.abs((long) number.precision() - number.scale()) > MAX_MAGNITUDE) {
            throw new MalformedPacketException("number too large");
        }
        boolean fitsLong = integer && number.unscaledValue().bitLength() < Long.SIZE;
        return fitsLong ? (Number) number.longValue() : number;
    }
}
