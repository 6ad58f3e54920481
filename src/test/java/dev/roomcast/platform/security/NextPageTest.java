package dev.roomcast.platform.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NextPageTest {

    @Test
    void leadsBackToTheOwnPage() {
        assertEquals("sign-in.html?next=files.html", NextPage.behind("sign-in.html", "/files.html", null));
        assertEquals(
                "sign-in.html?next=files.html%3Fq%3Da%26b", NextPage.behind("sign-in.html", "/files.html", "q=a&b"));
        assertEquals("sign-in.html?next=a%2Fb.html", NextPage.behind("sign-in.html", "/a/b.html", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "//evil.example/x.html",
                "/\\evil.example/x.html",
                "/http://evil.example/x.html",
                "/../x.html",
                "/a/../x.html",
                "/x.html\r\nSet-Cookie: a",
                "/x.txt",
                "/javascript:alert(1).html"
            })
    void leadsNowhereElse(String path) {
        assertEquals("sign-in.html", NextPage.behind("sign-in.html", path, null));
    }
}
