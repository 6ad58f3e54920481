package dev.roomcast.it;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/** Inside of Payara Micro. */
@ExtendWith(ArquillianExtension.class)
class InContainerIT extends InContainerContract {

    @Deployment
    static WebArchive war() {
        return war(InContainerIT.class);
    }

    @Override
    protected String password() {
        return "arquillian-secret";
    }
}
