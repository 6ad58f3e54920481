package dev.roomcast.platform.security;

import dev.roomcast.sync.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;

/** A request whose principal is the {@link Visitor}. */
final class VisitorRequest extends HttpServletRequestWrapper {
    private final Visitor visitor;

    VisitorRequest(HttpServletRequest request, Visitor visitor) {
        super(request);
        this.visitor = visitor;
    }

    @Override
    public Principal getUserPrincipal() {
        return visitor;
    }

    @Override
    public String getRemoteUser() {
        return visitor.login();
    }

    @Override
    public boolean isUserInRole(String role) {
        return visitor.signedIn() && visitor.role().equals(role);
    }
}
