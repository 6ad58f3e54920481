package dev.roomcast.sync.redis;

import java.io.File;
import java.io.IOException;
import java.net.Socket;
import org.newsclub.net.unix.AFUNIXSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Connects to Redis' unix socket. */
final class UnixSockets implements JedisSocketFactory {
    private final String path;
    private final int timeoutMs;

    UnixSockets(String path, int timeoutMs) {
        this.path = path;
        this.timeoutMs = timeoutMs;
    }

    @Override
    public Socket createSocket() {
        try {
            Socket socket = AFUNIXSocket.newInstance();
            try {
                socket.connect(AFUNIXSocketAddress.of(new File(path)), timeoutMs);
                socket.setSoTimeout(timeoutMs);
                return socket;
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        } catch (IOException e) {
            throw new JedisConnectionException("cannot connect to unix socket " + path + ": " + e.getMessage(), e);
        }
    }
}
