package dev.roomcast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomcast.platform.Settings;
import dev.roomcast.sync.Change;
import dev.roomcast.sync.Reason;
import dev.roomcast.sync.ee.ManagedThreads;
import dev.roomcast.sync.ee.SyncManager;
import jakarta.annotation.Resource;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import javax.naming.InitialContext;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What can be seen only from inside of the application, on every server: injection, its transactions, its data source, its settings, its threads. */
public abstract class InContainerContract {
    @Inject
    Event<Change> changes;

    @Inject
    SyncManager syncManager;

    @Inject
    Settings settings;

    @Inject
    DataSource dataSource;

    @Inject
    ManagedThreads threads;

    @Inject
    HttpServletRequest request;

    @Resource
    UserTransaction transaction;

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    TransactionSynchronizationRegistry registry;

    /** The product, with these tests and what they stand on. */
    protected static WebArchive war(Class<?> tests) {
        return ShrinkWrap.createFromZipFile(WebArchive.class, Project.war().toFile())
                .addClasses(tests, InContainerContract.class)
                .addClasses(
                        RunnerDoor.class, Page.class, Page.Heard.class, Await.class, Http.class, AnyCertificate.class)
                .addClasses(ApiClient.class, ApiClient.Answer.class, Worker.class, Worker.Plan.class);
    }

    /** The administrator's password on this server. */
    protected abstract String password();

    @Test
    void anEventIsAnnouncedAfterTheCommitAndNeverAfterARollback() throws Exception {
        URI root = URI.create("http://127.0.0.1:" + request.getLocalPort() + request.getContextPath() + "/");
        try (Page page = Page.open(ApiClient.signIn(root, "admin", password()).cookie(), root)) {
            page.join("files");
            transaction.begin();
            fire("rolled back");
            transaction.rollback();
            transaction.begin();
            fire("committed");
            syncManager.emit(new Change("files", Reason.UPDATED, "before the commit", null));
            page.awaitChange("files:changed", "before the commit");
            assertFalse(page.change("files", "committed").isPresent());
            transaction.commit();
            page.awaitChange("files:changed", "committed");
            assertFalse(page.change("files", "rolled back").isPresent());
        }
    }

    @Test
    void theEventsRowIsOfTheSameTransaction() throws Exception {
        transaction.begin();
        fire("in the outbox");
        assertEquals(1, rows("in the outbox"));
        int seenByAnother = CompletableFuture.supplyAsync(() -> rows("in the outbox"), threads.executor())
                .get(10, TimeUnit.SECONDS);
        assertEquals(0, seenByAnother, "another transaction sees what is not committed");
        transaction.rollback();
        assertEquals(0, rows("in the outbox"));
    }

    @Test
    void theEventManagerIsInjectedPastCdisOwnProxyOfIt() {
        // Each call through that one throws and catches an exception within Payara: 30 µs.
        String type = syncManager.getClass().getName();
        assertFalse(type.contains("Weld"), type);
    }

    @Test
    void theEventManagerIsInjectedOnEveryThreadOfTheContainer() throws Exception {
        String epoch = syncManager.position("files").epoch();
        assertEquals(epoch, epochOn(threads.executor()));
        assertEquals(
                epoch, epochOn(task -> threads.factory("probe").newThread(task).start()));
    }

    private static String epochOn(Executor executor) throws Exception {
        return CompletableFuture.supplyAsync(
                        () -> CDI.current().select(SyncManager.class).get().position("files"), executor)
                .get(10, TimeUnit.SECONDS)
                .epoch();
    }

    @Test
    void theDataSourceIsTheServersOwnWhenItIsNamed() throws Exception {
        String product;
        try (var connection = dataSource.getConnection()) {
            product = connection.getMetaData().getDatabaseProductName();
        }
        assertEquals(settings.find(Settings.DB_JNDI).isPresent() ? "PostgreSQL" : "H2", product);
    }

    @Test
    void systemPropertiesComeBeforeTheEnvironmentAndThatBeforeTheConsole() {
        int environment = ordinal("PATH").orElseThrow();
        assertTrue(ordinal("java.home").orElseThrow() > environment);
        OptionalInt console = ordinal(Settings.IDLE_SECONDS.name());
        assertEquals(settings.sourceOf(Settings.IDLE_SECONDS) == Settings.Source.CONFIG, console.isPresent());
        console.ifPresent(ordinal -> assertTrue(ordinal < environment, console::toString));
    }

    /** The place of the first source that knows a name. Values themselves are cached by Payara for a minute. */
    private static OptionalInt ordinal(String name) {
        return StreamSupport.stream(
                        ConfigProvider.getConfig().getConfigSources().spliterator(), false)
                .filter(source -> source.getValue(name) != null)
                .mapToInt(ConfigSource::getOrdinal)
                .max();
    }

    @Test
    void threadsAreTheContainers() throws Exception {
        CompletableFuture<List<Object>> seen = new CompletableFuture<>();
        Thread thread = threads.factory("probe").newThread(() -> {
            try {
                seen.complete(List.of(
                        Thread.currentThread().getName(),
                        Thread.currentThread().getContextClassLoader().loadClass(Change.class.getName())
                                == Change.class,
                        InitialContext.doLookup("java:app/AppName")));
            } catch (Exception e) {
                seen.completeExceptionally(e);
            }
        });
        thread.start();
        List<Object> all = seen.get(10, TimeUnit.SECONDS);
        assertEquals(List.of("roomcast-probe", true), all.subList(0, 2));
        assertEquals((Object) InitialContext.doLookup("java:app/AppName"), all.get(2));
        assertTrue(registry.getTransactionKey() == null, "no transaction is left over");
    }

    private void fire(String id) {
        changes.fire(new Change("files", Reason.UPDATED, id, null));
    }

    private int rows(String id) {
        try (var connection = dataSource.getConnection();
                var query = connection.prepareStatement("select count(*) from outbox where element_id = ?")) {
            query.setString(1, id);
            try (var row = query.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
