package dev.roomcast.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import dev.roomcast.it.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/** Deque's axe-core, with all its rules, on a page as it stands. */
final class Axe {

    /** Each violation in words, with the elements concerned. */
    private static final String RUN = """
            async () => {
                const { violations } = await axe.run(document, { resultTypes: ['violations'] });
                return violations.map(({ id, help, nodes }) =>
                    `${id} (${help}): ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).join('\\n    ')}`);
            }
            """;

    private static final String SOURCE = read();

    private Axe() {}

    /** Fails with what is wrong, if anything. */
    static void assertNothingViolated(Page page, String what) {
        // Through the debugger, which the page's content security policy does not bind; <script> would be refused.
        if (page.evaluate("typeof axe").equals("undefined")) {
            page.evaluate(SOURCE);
        }
        List<?> violations = (List<?>) page.evaluate(RUN);
        assertEquals(List.of(), violations, what);
    }

    private static String read() {
        try {
            return Files.readString(Project.file("node_modules/axe-core/axe.min.js"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
