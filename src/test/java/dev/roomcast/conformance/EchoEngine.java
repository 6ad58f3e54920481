package dev.roomcast.conformance;

import dev.roomcast.sync.Frame;
import dev.roomcast.sync.ee.EnginesStarting;
import dev.roomcast.sync.engineio.CloseReason;
import dev.roomcast.sync.engineio.EngineServer;
import dev.roomcast.sync.engineio.EngineSettings;
import dev.roomcast.sync.engineio.Session;
import dev.roomcast.sync.engineio.SessionListener;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.security.SecureRandom;

/** What the public Engine.IO suite expects to find: an engine that sends every message back. */
@Dependent
public class EchoEngine {
    private final EngineSettings settings;

    @Inject
    public EchoEngine(EngineSettings settings) {
        this.settings = settings;
    }

    void start(@Observes EnginesStarting engines) {
        engines.add("/engine.io/", new EngineServer(settings, Echo::new, engines.wheel(), new SecureRandom()));
    }

    private record Echo(Session session) implements SessionListener {
        @Override
        public void onText(String data) {
            session.send(Frame.of("4" + data));
        }

        @Override
        public void onBinary(byte[] data) {
            session.send(Frame.binary(data));
        }

        @Override
        public void onClose(CloseReason reason) {}
    }
}
