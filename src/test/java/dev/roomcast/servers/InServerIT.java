package dev.roomcast.servers;

import dev.roomcast.it.Cluster;
import dev.roomcast.it.InContainerContract;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/** Inside of the server that {@link ServerIT} looks at from outside. */
@ExtendWith(ArquillianExtension.class)
class InServerIT extends InContainerContract {

    @Deployment
    static WebArchive war() {
        return war(InServerIT.class);
    }

    @Override
    protected String password() {
        return Cluster.ADMIN_PASSWORD;
    }
}
