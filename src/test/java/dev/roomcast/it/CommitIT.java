package dev.roomcast.it;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.sync.Change;
import dev.roomcast.sync.Reason;
import jakarta.annotation.Resource;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.io.File;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** In the container: a change is emitted when its transaction has been committed, never when it was rolled back, at once without one. */
@ExtendWith(ArquillianExtension.class)
class CommitIT {

    @Inject
    Event<Change> changes;

    @Inject
    Heard heard;

    @Resource
    UserTransaction transaction;

    @Deployment
    static WebArchive war() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/roomcast.war"))
                .addClass(Heard.class);
    }

    @Test
    void afterTheCommitAndNotBefore() throws Exception {
        transaction.begin();
        fire("committed");
        assertFalse(heard.hears("committed"), "heard before the commit");
        transaction.commit();
        assertTrue(heard.hears("committed"));
    }

    @Test
    void neverAfterARollback() throws Exception {
        transaction.begin();
        fire("rolled back");
        transaction.rollback();
        assertFalse(heard.hears("rolled back"));
    }

    @Test
    void neverWhenMarkedForRollback() throws Exception {
        transaction.begin();
        fire("marked");
        transaction.setRollbackOnly();
        transaction.rollback();
        assertFalse(heard.hears("marked"));
    }

    @Test
    void atOnceWithoutATransaction() {
        fire("at once");
        assertTrue(heard.hears("at once"));
    }

    private void fire(String id) {
        changes.fire(new Change("files", Reason.UPDATED, id, null));
    }
}
