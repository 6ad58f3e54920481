package dev.roomcast.bench.bare;

import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;

/** Answers a Socket.IO client's first three messages and forgets it. */
@ServerEndpoint("/socket.io/")
public class BareEndpoint {

    @OnOpen
    public void onOpen(Session session) {
        session.getAsyncRemote()
                .sendText("0{\"sid\":\"bare\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000,"
                        + "\"maxPayload\":65536}");
    }

    @OnMessage
    public String onMessage(String message) {
        return message.startsWith("42") ? "430[\"ok\"]" : "40{\"sid\":\"bare\"}";
    }
}
