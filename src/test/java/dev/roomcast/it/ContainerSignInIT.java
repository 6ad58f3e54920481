package dev.roomcast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The production WAR, except that the server itself asks for a login (BASIC, its own file of users) before any request. */
class ContainerSignInIT {
    private static final String SECURED = """
              <security-constraint>
                <web-resource-collection>
                  <web-resource-name>everything</web-resource-name>
                  <url-pattern>/*</url-pattern>
                </web-resource-collection>
                <auth-constraint><role-name>**</role-name></auth-constraint>
              </security-constraint>
              <security-constraint>
                <web-resource-collection>
                  <web-resource-name>health</web-resource-name>
                  <url-pattern>/api/health/*</url-pattern>
                </web-resource-collection>
              </security-constraint>
              <login-config>
                <auth-method>BASIC</auth-method>
                <realm-name>file</realm-name>
              </login-config>
            </web-app>""";

    private static Worker worker;
    private static ApiClient client;

    @BeforeAll
    static void start() throws IOException {
        Path passwords = Files.createTempFile("roomcast-users-", ".txt");
        Files.writeString(passwords, "AS_ADMIN_USERPASSWORD=secret\n");
        try {
            worker = Worker.with(securedWar())
                    .databaseInMemory()
                    .environment("ROOMCAST_ADMIN_PASSWORD", Cluster.ADMIN_PASSWORD)
                    .property("roomcast.auth.container", "true")
                    .bootCommand("create-file-user --passwordfile " + passwords + " --groups people Admin")
                    .bootCommand("create-file-user --passwordfile " + passwords + " --groups people stranger")
                    .start();
        } finally {
            Files.delete(passwords);
        }
        client = ApiClient.anonymous(worker);
    }

    @AfterAll
    static void stop() {
        worker.close();
    }

    private static Map<String, String> as(String login) {
        String pair = Base64.getEncoder().encodeToString((login + ":secret").getBytes(StandardCharsets.UTF_8));
        return Map.of("Authorization", "Basic " + pair);
    }

    @Test
    void whomTheServerKnowsIsSignedInWithASessionOfOurs() {
        client.get("api/session").expect(401);
        ApiClient.Answer first = client.get("api/session", as("Admin")).expect(200);
        assertEquals("admin", first.json().getString("login"));
        assertFalse(first.json().getBoolean("mustChangePassword"));
        String cookie = first.header("set-cookie").orElseThrow().split(";", 2)[0];
        assertTrue(cookie.matches("roomcast_session=[A-Za-z0-9_-]{43}"));

        Map<String, String> both = Map.of("Authorization", as("Admin").get("Authorization"), "Cookie", cookie);
        assertFalse(
                client.get("api/files", both).expect(200).header("set-cookie").isPresent(), "one session is enough");
        client.get("files.html", both).expect(200);
        assertEquals(101, Page.handshakeStatus(worker, both));
    }

    @Test
    void whomOnlyTheServerKnowsIsToldSoAndLosesTheSessionOfAnother() {
        Problems.expect(client.get("api/files", as("stranger")), 403);
        ApiClient.Answer page = client.get("files.html", as("stranger")).expect(403);
        assertTrue(page.body().contains("stranger"), page.body());
        assertTrue(page.header("content-type").orElseThrow().startsWith("text/plain"));

        String cookie = client.get("api/session", as("Admin"))
                .expect(200)
                .header("set-cookie")
                .orElseThrow()
                .split(";", 2)[0];
        Map<String, String> stolen = Map.of("Authorization", as("stranger").get("Authorization"), "Cookie", cookie);
        Problems.expect(client.get("api/files", stolen), 403);
        client.get("api/health/ready", Map.of("Cookie", cookie)).expect(200);
    }

    private static Path securedWar() {
        Path war = Project.file("target/secured.war");
        try {
            Files.copy(Project.war(), war, StandardCopyOption.REPLACE_EXISTING);
            try (FileSystem zip = FileSystems.newFileSystem(war)) {
                Path descriptor = zip.getPath("WEB-INF", "web.xml");
                Files.writeString(descriptor, Files.readString(descriptor).replace("</web-app>", SECURED));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return war;
    }
}
