import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketConfig;
import com.corundumstudio.socketio.SocketIOServer;
import com.corundumstudio.socketio.store.RedissonStoreFactory;
import java.util.Map;
import org.redisson.Redisson;
import org.redisson.codec.SerializationCodec;
import org.redisson.config.Config;

/** A client joins a room and publishes to one, through Redisson. Arguments: port, port of Redis. */
public final class NettyPeer {

    private NettyPeer() {}

    public static void main(String[] arguments) {
        Configuration configuration = new Configuration();
        configuration.setHostname("127.0.0.1");
        configuration.setPort(Integer.parseInt(arguments[0]));
        // The others send uncompressed as well.
        configuration.setWebsocketCompression(false);
        configuration.setHttpCompression(false);
        SocketConfig sockets = new SocketConfig();
        sockets.setAcceptBackLog(4096);
        configuration.setSocketConfig(sockets);
        configuration.setStoreFactory(new RedissonStoreFactory(Redisson.create(redis(arguments[1]))));
        SocketIOServer server = new SocketIOServer(configuration);
        server.addEventListener("join", String.class, (client, room, ack) -> {
            client.joinRoom(room);
            ack.sendAckData("ok");
        });
        server.addEventListener("publish", Map.class, (client, event, ack) -> {
            String room = ((String) event.get("scope")).substring("room:".length());
            server.getRoomOperations(room).sendEvent("files:changed", event);
        });
        server.start();
    }

    private static Config redis(String port) {
        Config config = new Config();
        // The library's packets are Serializable; the default codec cannot build them.
        config.setCodec(new SerializationCodec());
        config.useSingleServer().setAddress("redis://127.0.0.1:" + port);
        return config;
    }
}
