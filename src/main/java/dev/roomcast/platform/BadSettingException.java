package dev.roomcast.platform;

/** A setting has a value that is not allowed. Its {@link #line} names the setting, the value and what is allowed. */
public final class BadSettingException extends RuntimeException {
    private final String line;

    public BadSettingException(String message) {
        super(message);
        line = message;
    }

    public String line() {
        return line;
    }
}
