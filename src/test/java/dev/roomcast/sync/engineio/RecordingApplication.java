package dev.roomcast.sync.engineio;

import dev.roomcast.sync.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** An application that notes what its sessions receive, for all of them in one list. */
class RecordingApplication implements EngineApplication {
    final List<Session> sessions = new CopyOnWriteArrayList<>();
    final List<Object> received = new CopyOnWriteArrayList<>();
    final List<CloseReason> closed = new CopyOnWriteArrayList<>();

    Session session() {
        return sessions.get(sessions.size() - 1);
    }

    List<Object> takeReceived() {
        List<Object> taken = new ArrayList<>(received);
        received.clear();
        return taken;
    }

    @Override
    public SessionListener onOpen(Session session) {
        sessions.add(session);
        return new SessionListener() {
            @Override
            public void onText(String data) {
                received.add(data);
            }

            @Override
            public void onBinary(byte[] data) {
                received.add(data);
            }

            @Override
            public void onClose(CloseReason reason) {
                closed.add(reason);
            }
        };
    }

    @Override
    public Frame resync(Set<String> rooms) {
        return Frame.event("4resync:" + String.join(",", rooms), "resync", List.copyOf(rooms));
    }
}
