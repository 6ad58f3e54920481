package dev.roomcast.sync.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** A Lua script that Redis runs atomically, on keys of one Cluster slot. */
final class Script {
    private final String text;
    private final String sha;

    private Script(String text) {
        this.text = text;
        this.sha = sha1(text);
    }

    /** A script on the keys of one room, behind the lines that begin every such one. */
    static Script load(String name) {
        return new Script(resource("room.lua") + resource(name));
    }

    /** A script on any other keys. */
    static Script loadAlone(String name) {
        return new Script(resource(name));
    }

    /** Runs it by its digest; sends the text only to a server that does not know it yet. */
    Object run(Connected on, List<String> keys, List<String> arguments) {
        try {
            return on.next().evalsha(sha, keys, arguments);
        } catch (JedisNoScriptException e) {
            return on.next().eval(text, keys, arguments);
        }
    }

    /**
     * Runs it several times in one round trip, as {@link #run}.
     *
     * @param calls one or more
     * @return what each answered
     */
    List<List<?>> runAll(Connected on, List<Call> calls) {
        try {
            return pipelined(on, calls);
        } catch (JedisNoScriptException e) {
            teach(on.redis());
            return pipelined(on, calls);
        }
    }

    private List<List<?>> pipelined(Connected on, List<Call> calls) {
        List<Response<Object>> answers = new ArrayList<>();
        try (Pipeline pipeline = on.redis().pipelined()) {
            for (Call call : calls) {
                if (on.asking()) {
                    pipeline.sendCommand(Protocol.Command.ASKING, new String[0]);
                }
                answers.add(pipeline.evalsha(sha, call.keys, call.arguments));
            }
            pipeline.sync();
        }
        List<List<?>> told = new ArrayList<>();
        answers.forEach(answer -> told.add((List<?>) answer.get()));
        return told;
    }

    /** One run. */
    record Call(List<String> keys, List<String> arguments) {}

    void teach(Jedis redis) {
        redis.scriptLoad(text);
    }

    private static String resource(String name) {
        try (InputStream in = Script.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("not in the archive: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
