package dev.roomcast.browser;

/** What a field must hold after the keys that a person pressed in it, as told without looking at it. */
final class Typed {

    private final StringBuilder text;
    private int caret;
    private String composed = "";

    /** A field with this text and the caret at its end. */
    Typed(String text) {
        this.text = new StringBuilder(text);
        caret = text.length();
    }

    void type(char character) {
        text.insert(caret++, character);
    }

    void backspace() {
        if (caret > 0) {
            text.deleteCharAt(--caret);
        }
    }

    void left() {
        caret = Math.max(0, caret - 1);
    }

    /** The input method shows this, which is not decided yet. */
    void compose(String characters) {
        composed = characters;
    }

    /** What was composed is decided to be this. */
    void commit(String characters) {
        composed = "";
        text.insert(caret, characters);
        caret += characters.length();
    }

    boolean composing() {
        return !composed.isEmpty();
    }

    String text() {
        return text.substring(0, caret) + composed + text.substring(caret);
    }

    int caret() {
        return caret + composed.length();
    }
}
