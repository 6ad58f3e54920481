package dev.roomcast.platform.security;

import dev.roomcast.platform.Network;
import dev.roomcast.platform.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Where a request comes from, for those who count by address. What {@code X-Forwarded-For} says is believed of proxies
 * in the setting alone: anybody may send that header.
 */
@ApplicationScoped
public class ClientAddress {
    @Inject
    private Settings settings;

    /** The client's address; of IPv6 the network's part alone, since one client has all the rest. */
    public String of(HttpServletRequest request) {
        List<String> hops = new ArrayList<>();
        for (String header : Collections.list(request.getHeaders("X-Forwarded-For"))) {
            hops.addAll(List.of(header.split(",", -1)));
        }
        return of(request.getRemoteAddr(), hops, settings.get(Settings.TRUSTED_PROXIES));
    }

    /** @param hops what the proxies have added, the nearest last */
    static String of(String peer, List<String> hops, List<Network> trusted) {
        String client = peer;
        for (int i = hops.size() - 1; i >= 0 && isTrusted(client, trusted); i--) {
            String hop = withoutPort(hops.get(i).strip());
            if (Network.address(hop).isEmpty()) {
                break;
            }
            client = hop;
        }
        return Network.address(client).map(ClientAddress::network).orElse(client);
    }

    private static boolean isTrusted(String address, List<Network> trusted) {
        Optional<InetAddress> known = Network.address(address);
        return known.isPresent() && trusted.stream().anyMatch(network -> network.contains(known.get()));
    }

    private static String withoutPort(String hop) {
        return hop.replaceFirst("^\\[(.+)](:\\d+)?$", "$1").replaceFirst("^(\\d+(?:\\.\\d+){3}):\\d+$", "$1");
    }

    private static String network(InetAddress address) {
        String text = address.getHostAddress();
        boolean ipv6 = address.getAddress().length > 4;
        return ipv6 ? String.join(":", List.of(text.split(":", -1)).subList(0, 4)) : text;
    }
}
