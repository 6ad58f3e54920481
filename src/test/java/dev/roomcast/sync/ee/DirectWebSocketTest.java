package dev.roomcast.sync.ee;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DirectWebSocketTest {
    private static final int LARGE = 16 << 20;
    private static final int LITTLE = 1 << 20;

    @Test
    void aLargePacketIsWrittenWholeWithLittleMemoryOffTheHeap() throws Exception {
        byte[] packet = new byte[LARGE];
        new Random(1).nextBytes(packet);
        try (var listening =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                var client = new Socket(
                        InetAddress.getLoopbackAddress(), listening.socket().getLocalPort());
                SocketChannel server = listening.accept()) {
            server.configureBlocking(false);
            InputStream in = client.getInputStream();
            long before = offHeap();
            ByteBuffer rest = ByteBuffer.wrap(packet);
            DirectWebSocket.write(server, rest);
            assertTrue(rest.position() > 0 && rest.hasRemaining(), "a socket takes a part of it");
            assertEquals(LARGE, rest.limit());
            byte[] received = new byte[LARGE];
            int length = 0;
            while (length < LARGE) {
                length += in.read(received, length, LARGE - length);
                DirectWebSocket.write(server, rest);
            }
            assertArrayEquals(packet, received);
            long more = offHeap() - before;
            assertTrue(more < LITTLE, () -> more + " bytes more off the heap");
        }
    }

    private static long offHeap() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .findFirst()
                .orElseThrow()
                .getMemoryUsed();
    }
}
