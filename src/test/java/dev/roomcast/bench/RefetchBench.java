package dev.roomcast.bench;

import dev.roomcast.it.Worker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of ./bench that shows what one event costs when many pages show the same list: how often the database is asked, how
 * the pages are answered, how fast they come, and when the last one is right. Pages are plain WebSockets that do what js/refresh.js
 * does with an event: fetch the list at a moment of their own in the window that it names, 150 ms later when it names none.
 */
final class RefetchBench {
    private static final int PAGES = 10_000;
    private static final int PER_SECOND = 500;
    private static final String LIST = "api/files?q=&sort=name&page=0&size=25";
    private static final int FILES = 100;
    private static final int WARM_UPS = 300;
    private static final int CONNECTING_AT_ONCE = 100;
    private static final long DEBOUNCE_NANOS = 150_000_000L;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long JOINED_WITHIN_NANOS = 300 * SECOND_NANOS;
    private static final long ANSWERED_WITHIN_NANOS = 120 * SECOND_NANOS;
    private static final int MOST_UNDER_WAY = 200;
    private static final Pattern SEQ = Pattern.compile("\"seq\":(\\d+)");
    private static final Pattern WITHIN = Pattern.compile("\"within\":(\\d+)");
    private static final Pattern EPOCH = Pattern.compile("\"epoch\":\"([^\"]+)\"");
    private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Random random = new Random(7);
    private final URI server;
    private final String database;
    private final List<Showing> pages = new ArrayList<>();
    private final Selector selector = Selector.open();
    private final Semaphore places = new Semaphore(MOST_UNDER_WAY);

    private final PriorityQueue<Showing> due = new PriorityQueue<>(Comparator.comparingLong(page -> page.dueAt));
    private String cookie = "";
    private String tag = "";
    private String epoch = "";
    private int joined;

    private RefetchBench(URI server, String database) throws IOException {
        this.server = server;
        this.database = database;
    }

    /** One page; its connection is read by the driver's thread, its answer is written by one of the client's. */
    private static final class Showing {
        private final SocketChannel channel;
        private final ByteBuffer in = ByteBuffer.allocate(2 * 1024);
        private boolean upgraded;
        private long seq;
        private long dueAt;
        private long sentAt;
        private volatile long rightAt;
        private volatile int status;
        private volatile String failure = "";

        private Showing(SocketChannel channel) {
            this.channel = channel;
        }
    }

    /**
     * Starts one worker, opens the pages, changes one file and prints a table.
     *
     * @return whether the targets are met
     */
    static boolean run() throws IOException {
        Path directory = Files.createTempDirectory("roomcast-bench-");
        String database = "jdbc:h2:file:" + directory.resolve("refetch") + ";AUTO_SERVER=TRUE";
        System.out.println("Starting one worker on Payara Micro ...");
        try (Worker worker = Worker.roomcast()
                .property("roomcast.db.url", database)
                .property("roomcast.sync.refetch-rate", Integer.toString(PER_SECOND))
                .environment("ROOMCAST_ADMIN_PASSWORD", SignIn.PASSWORD)
                .javaOptions(List.of("-Xmx2g"))
                .start()) {
            new ManyFiles(database).fillUpTo(FILES);
            RefetchBench bench = new RefetchBench(worker.uri(), database);
            bench.cookie = SignIn.cookie(worker.uri());
            bench.warmUp();
            bench.open(PAGES);
            return bench.measure();
        } catch (SQLException e) {
            throw new IOException("the database could not be asked: " + e.getMessage(), e);
        }
    }

    private void warmUp() throws IOException {
        for (int i = 0; i < WARM_UPS; i++) {
            get(LIST, "\"none\"");
        }
    }

    private void open(int count) throws IOException {
        long deadline = System.nanoTime() + JOINED_WITHIN_NANOS;
        while (pages.size() < count) {
            for (int i = 0; i < CONNECTING_AT_ONCE && pages.size() < count; i++) {
                connect();
            }
            while (joined < pages.size()) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("only " + joined + " of " + count + " pages joined in time");
                }
                listen(200);
            }
        }
        System.out.println(count + " pages have joined the room.");
        HttpResponse<String> shown = get(LIST, "\"none\"");
        tag = shown.headers().firstValue("etag").orElseThrow();
        epoch = found(EPOCH, shown.body());
    }

    private void connect() throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
        write(
                channel,
                ByteBuffer.wrap(("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: " + server.getAuthority()
                                + "\r\nCookie: " + cookie
                                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13"
                                + "\r\nSec-WebSocket-Key: cm9vbWNhc3QtYmVuY2gtMQ==\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII)));
        channel.configureBlocking(false);
        Showing page = new Showing(channel);
        channel.register(selector, SelectionKey.OP_READ, page);
        pages.add(page);
    }

    private void listen(long ms) throws IOException {
        selector.select(Math.max(1, ms));
        for (SelectionKey key : selector.selectedKeys()) {
            read((Showing) key.attachment());
        }
        selector.selectedKeys().clear();
    }

    private void read(Showing page) throws IOException {
        if (page.channel.read(page.in) < 0) {
            throw new IOException("a page was disconnected");
        }
        page.in.flip();
        if (!page.upgraded) {
            String answer =
                    StandardCharsets.US_ASCII.decode(page.in.duplicate()).toString();
            int end = answer.indexOf("\r\n\r\n");
            page.upgraded = end >= 0;
            page.in.position(page.upgraded ? end + 4 : 0);
        }
        Optional<String> message = page.upgraded ? next(page.in) : Optional.empty();
        while (message.isPresent()) {
            hear(page, message.get());
            message = next(page.in);
        }
        page.in.compact();
    }

    /** The next whole message, shorter than 64 KiB; none, and nothing taken, while it is not complete. */
    private static Optional<String> next(ByteBuffer in) {
        int start = in.position();
        if (in.remaining() < 2) {
            return Optional.empty();
        }
        int length = in.get(start + 1) & 0x7f;
        int head = length == 126 ? 4 : 2;
        if (in.remaining() < head) {
            return Optional.empty();
        }
        length = length == 126 ? in.getShort(start + 2) & 0xffff : length;
        if (in.remaining() < head + length) {
            return Optional.empty();
        }
        in.position(start + head + length);
        return Optional.of(
                StandardCharsets.UTF_8.decode(in.slice(start + head, length)).toString());
    }

    private void hear(Showing page, String message) throws IOException {
        if (message.startsWith("0")) {
            write(page.channel, Frames.text("40"));
        } else if (message.startsWith("2")) {
            write(page.channel, Frames.text("3"));
        } else if (message.startsWith("40")) {
            write(page.channel, Frames.text("420[\"join\",\"files\"]"));
        } else if (message.startsWith("430")) {
            joined++;
        } else if (message.startsWith("42[\"files:changed\"")) {
            page.seq = Long.parseLong(found(SEQ, message));
            Matcher within = WITHIN.matcher(message);
            double windowNanos = within.find() ? Long.parseLong(within.group(1)) * 1e6 : 0;
            page.dueAt = System.nanoTime() + Math.max(DEBOUNCE_NANOS, (long) (random.nextDouble() * windowNanos));
            due.add(page);
        }
    }

    private boolean measure() throws IOException, SQLException {
        String id = found(ID, get(LIST, "\"none\"").body());
        countStatements();
        long changedAt = System.nanoTime();
        HttpResponse<String> change =
                send(request("api/files/" + id + "/toggle").POST(BodyPublishers.noBody()));
        if (change.statusCode() != 200) {
            throw new IOException("the change was answered " + change.statusCode() + " " + change.body());
        }
        int asked = 0;
        while (asked < pages.size() || places.availablePermits() < MOST_UNDER_WAY) {
            if (System.nanoTime() - changedAt > ANSWERED_WITHIN_NANOS) {
                throw new IOException("only " + asked + " pages have heard of the change in time");
            }
            asked += askAllThatAreDue();
        }
        return report(changedAt);
    }

    private int askAllThatAreDue() throws IOException {
        int asked = 0;
        while (!due.isEmpty() && due.peek().dueAt <= System.nanoTime() && places.tryAcquire()) {
            ask(due.remove());
            asked++;
        }
        listen(1);
        return asked;
    }

    private void ask(Showing page) {
        page.sentAt = System.nanoTime();
        HttpRequest request = request(LIST)
                .header("If-None-Match", tag)
                .header("Sync-Position", "files=" + page.seq + "@" + epoch)
                .build();
        http.sendAsync(request, BodyHandlers.ofString()).whenComplete((answer, failed) -> {
            if (failed != null) {
                page.failure = failed.toString();
            } else if (answer.statusCode() == 200 && Long.parseLong(lastSeq(answer.body())) < page.seq) {
                page.failure = "older than the event";
            } else {
                page.status = answer.statusCode();
                page.rightAt = System.nanoTime();
            }
            places.release();
        });
    }

    private static String lastSeq(String body) {
        return found(SEQ, body.substring(body.lastIndexOf("\"seq\":")));
    }

    private boolean report(long changedAt) throws SQLException {
        Set<String> failures = new HashSet<>();
        pages.stream().map(page -> page.failure).filter(said -> !said.isEmpty()).forEach(failures::add);
        long answered200 = pages.stream().filter(page -> page.status == 200).count();
        long answered304 = pages.stream().filter(page -> page.status == 304).count();
        long queries = executed("SELECT % FILE T%ORDER BY%");
        int peak = peak();
        double lastRight =
                pages.stream().mapToLong(page -> page.rightAt - changedAt).max().orElse(0) / 1e9;
        System.out.printf(
                "%n%8s %10s %8s %8s %8s %12s %8s %14s%n",
                "pages", "queries", "200", "304", "failed", "peak in 1 s", "bound", "last right, s");
        System.out.printf(
                "%8d %10d %8d %8d %8d %12d %8d %14.1f%n",
                pages.size(),
                queries,
                answered200,
                answered304,
                pages.size() - answered200 - answered304,
                peak,
                PER_SECOND,
                lastRight);
        failures.forEach(System.out::println);
        return failures.isEmpty() && queries <= 1 && peak <= PER_SECOND;
    }

    /** The most requests that were sent within any second. */
    private int peak() {
        long[] sent = pages.stream().mapToLong(page -> page.sentAt).sorted().toArray();
        int peak = 0;
        int from = 0;
        for (int i = 0; i < sent.length; i++) {
            while (sent[i] - sent[from] >= SECOND_NANOS) {
                from++;
            }
            peak = Math.max(peak, i - from + 1);
        }
        return peak;
    }

    private void countStatements() throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement()) {
            statement.execute("set query_statistics true");
        }
    }

    private long executed(String like) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                PreparedStatement query = connection.prepareStatement("select coalesce(sum(execution_count), 0)"
                        + " from information_schema.query_statistics where upper(sql_statement) like ?")) {
            query.setString(1, like);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private HttpResponse<String> get(String path, String ifNoneMatch) throws IOException {
        return send(request(path).header("If-None-Match", ifNoneMatch));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Cookie", cookie);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in " + text);
        }
        return matcher.group(1);
    }

    private static void write(SocketChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
