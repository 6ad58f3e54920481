package dev.roomcast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.files.FileDraft;
import dev.roomcast.files.FileService;
import dev.roomcast.files.FileView;
import dev.roomcast.sync.Change;
import dev.roomcast.sync.Reason;
import dev.roomcast.sync.ee.SyncManager;
import jakarta.annotation.Resource;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.transaction.RollbackException;
import jakarta.transaction.UserTransaction;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * In the container: pages hear of a change once its transaction has been committed, never when it was rolled back, at
 * once without one. What they have not heard is known by a later change that they have: a page hears changes in order.
 */
@ExtendWith(ArquillianExtension.class)
class CommitIT {
    @Inject
    Event<Change> changes;

    @Inject
    SyncManager syncManager;

    @Inject
    FileService files;

    @Inject
    HttpServletRequest request;

    @Resource
    UserTransaction transaction;

    @Deployment
    static WebArchive war() {
        return InContainerContract.war(CommitIT.class);
    }

    @Test
    void afterTheCommitAndNotBefore() throws Exception {
        try (Page page = joined()) {
            transaction.begin();
            fire("first");
            fire("second");
            assertEquals(List.of("now"), heardUntil(page, "now"));
            transaction.commit();
            assertEquals(List.of("now", "first", "second", "then"), heardUntilCommitted(page, "then"));
        }
    }

    @Test
    void neverAfterARollback() throws Exception {
        try (Page page = joined()) {
            transaction.begin();
            fire("rolled back");
            transaction.rollback();
            assertEquals(List.of("then"), heardUntilCommitted(page, "then"));
        }
    }

    @Test
    void neverWhenMarkedForRollback() throws Exception {
        try (Page page = joined()) {
            transaction.begin();
            fire("marked");
            transaction.setRollbackOnly();
            assertThrows(RollbackException.class, transaction::commit);
            assertEquals(List.of("then"), heardUntilCommitted(page, "then"));
        }
    }

    @Test
    void atOnceAndOnceWithoutATransaction() throws Exception {
        try (Page page = joined()) {
            fire("at once");
            assertEquals(List.of("at once", "then"), heardUntil(page, "then"));
            assertEquals(List.of("at once", "then", "last"), heardUntilCommitted(page, "last"));
        }
    }

    @Test
    void aServiceInACallersTransactionWaitsForItsEnd() throws Exception {
        try (Page page = joined()) {
            transaction.begin();
            files.create(FileDraft.named("rolled back"));
            transaction.rollback();
            transaction.begin();
            FileView created = files.create(FileDraft.named("committed"));
            assertEquals(List.of("now"), heardUntil(page, "now"));
            transaction.commit();
            assertEquals(List.of("now", Long.toString(created.id()), "then"), heardUntilCommitted(page, "then"));
        }
    }

    @Test
    void dataThatIsNoJsonFailsNoTransaction() throws Exception {
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        try (Page page = joined()) {
            transaction.begin();
            changes.fire(new Change("files", Reason.UPDATED, "endless", endless));
            fire("in the same transaction");
            transaction.commit();
            assertEquals(List.of("in the same transaction"), heardUntil("in the same transaction", page));
            page.await("sync:resync", one -> one.body().toString().contains("files"));
        }
    }

    @Test
    void whatWasRolledBackIsNoActivity() throws Exception {
        ApiClient admin = ApiClient.signIn(root(), "admin", "arquillian-secret");
        transaction.begin();
        files.create(FileDraft.named("no activity"));
        transaction.rollback();
        transaction.begin();
        files.create(FileDraft.named("an activity"));
        transaction.commit();
        String activity =
                admin.get("api/home").expect(200).json().get("activity").toString();
        assertTrue(activity.contains("an activity") && !activity.contains("no activity"), activity);
    }

    private URI root() {
        return URI.create("http://127.0.0.1:" + request.getLocalPort() + request.getContextPath() + "/");
    }

    private Page joined() {
        Page page =
                Page.open(ApiClient.signIn(root(), "admin", "arquillian-secret").cookie(), root());
        page.join("files");
        return page;
    }

    private void fire(String id) {
        changes.fire(new Change("files", Reason.UPDATED, id, null));
    }

    /** Emits a change past any transaction, and returns what the page has heard once it has heard that. */
    private List<String> heardUntil(Page page, String id) {
        syncManager.emit(new Change("files", Reason.UPDATED, id, null));
        return heardUntil(id, page);
    }

    /** The same with a change that is committed: it comes behind everything that was committed here before. */
    private List<String> heardUntilCommitted(Page page, String id) throws Exception {
        transaction.begin();
        fire(id);
        transaction.commit();
        return heardUntil(id, page);
    }

    private static List<String> heardUntil(String id, Page page) {
        page.awaitChange("files:changed", id);
        return page.changes("files").stream()
                .map((JsonObject change) -> change.getString("id"))
                .toList();
    }
}
