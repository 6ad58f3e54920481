package dev.roomcast.sync.ee;

import dev.roomcast.sync.engineio.EngineServer;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.annotation.WebListener;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.ArrayList;
import java.util.List;

/** Registers endpoint and polling servlet for every engine when the application starts, and closes all when it ends. */
@WebListener
public class SocketRegistration implements ServletContextListener {
    @Resource
    private ManagedThreadFactory threads;

    @Resource
    private ManagedExecutorService executor;

    @Inject
    private EngineServers engines;

    @Inject
    private Event<EnginesStarting> starting;

    @Inject
    private SyncCore core;

    @Inject
    private UpgradeHandlers upgrades;

    @Inject
    private FrontDoor door;

    private final List<SocketEndpoint.Creator> creators = new ArrayList<>();

    @Override
    public void contextInitialized(ServletContextEvent event) {
        starting.fire(new EnginesStarting(engines));
        ServletContext context = event.getServletContext();
        context.addListener(door.listener());
        ServerContainer container = (ServerContainer) context.getAttribute(ServerContainer.class.getName());
        WebSocketTransports transports = WebSocketTransports.of(container, engines.wheel(), executor);
        engines.all().forEach((path, server) -> {
            register(context, path, new PollingServlet(server, engines.wheel(), executor));
            register(container, path, server, transports);
        });
        engines.start(threads);
    }

    private static void register(ServletContext context, String path, PollingServlet polling) {
        ServletRegistration.Dynamic servlet = context.addServlet("polling at " + path, polling);
        servlet.setAsyncSupported(true);
        servlet.addMapping(path + "*");
    }

    private void register(ServerContainer container, String path, EngineServer server, WebSocketTransports transports) {
        SocketEndpoint.Creator creator = new SocketEndpoint.Creator(server, transports);
        creators.add(creator);
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(SocketEndpoint.class, path)
                .configurator(creator)
                .build();
        try {
            container.addEndpoint(config);
        } catch (DeploymentException e) {
            throw new IllegalStateException("no WebSocket endpoint at " + path, e);
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        // Payara closes the application's class loader before it destroys SyncManager: then classes that stopping needs
        // for the first time could not be loaded, and threads would stay behind.
        core.stop();
        engines.stop();
        creators.forEach(SocketEndpoint.Creator::stop);
        upgrades.release();
    }
}
