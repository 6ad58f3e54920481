package dev.roomcast.platform.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roomcast.platform.Network;
import dev.roomcast.platform.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            203.0.113.9   | -                              | 203.0.113.9
            203.0.113.9   | 198.51.100.1                   | 203.0.113.9
            127.0.0.1     | 198.51.100.1                   | 198.51.100.1
            127.0.0.1     | 6.6.6.6, 198.51.100.1          | 198.51.100.1
            127.0.0.1     | 198.51.100.1, 10.1.2.3         | 198.51.100.1
            127.0.0.1     | 198.51.100.1:4711, 10.1.2.3    | 198.51.100.1
            127.0.0.1     | 10.1.2.3                       | 10.1.2.3
            127.0.0.1     | 6.6.6.6, nonsense              | 127.0.0.1
            127.0.0.1     | 6.6.6.6, localhost             | 127.0.0.1
            127.0.0.1     | -                              | 127.0.0.1
            ::1           | 198.51.100.1                   | 198.51.100.1
            127.0.0.1     | 2001:db8:1:2:3:4:5:6           | 2001:db8:1:2
            127.0.0.1     | [2001:db8:1:2::9]:443          | 2001:db8:1:2
            11.0.0.1      | 198.51.100.1                   | 11.0.0.1
            """)
    void onlyTrustedProxiesAreBelieved(String peer, String forwarded, String client) {
        List<Network> trusted = new Settings(
                        name -> Optional.ofNullable(Map.of("roomcast.trusted-proxies", "127.0.0.1, ::1, 10.0.0.0/8")
                                .get(name)))
                .get(Settings.TRUSTED_PROXIES);
        List<String> hops = forwarded == null ? List.of() : List.of(forwarded.split(","));
        assertEquals(client, ClientAddress.of(peer, hops, trusted));
    }
}
