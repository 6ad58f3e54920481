package dev.roomcast.platform.database;

import java.util.stream.Stream;
import org.eclipse.persistence.sessions.DatasourceLogin;
import org.eclipse.persistence.sessions.JNDIConnector;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;
import org.eclipse.persistence.sessions.server.ConnectionPool;
import org.eclipse.persistence.sessions.server.ServerSession;

/**
 * Has EclipseLink, Payara's JPA, take its connections from the server's own data source when one is named. Named in
 * {@code persistence.xml}, made by EclipseLink.
 */
public class EclipseLinkConnections implements SessionCustomizer {

    @Override
    public void customize(Session session) {
        ServerDataSource.find().ifPresent(dataSource -> logins(session)
                .forEach(login -> login.setConnector(new JNDIConnector(dataSource))));
    }

    /** The session's own and those of its pools, which may be copies. */
    private static Stream<DatasourceLogin> logins(Session session) {
        Stream<DatasourceLogin> own = Stream.of((DatasourceLogin) session.getDatasourceLogin());
        if (!(session instanceof ServerSession server)) {
            return own;
        }
        Stream<ConnectionPool> pools =
                Stream.concat(server.getConnectionPools().values().stream(), Stream.of(server.getReadConnectionPool()));
        return Stream.concat(own, pools.map(pool -> (DatasourceLogin) pool.getLogin()));
    }
}
