package dev.roomcast.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A connection that was lost and may come back.
 *
 * @param pid its private id, a bearer secret: never logged
 * @param sid its public id
 * @param sessionId the sign-in session of its visitor, as {@link Visitor#sessionId}
 * @param login the visitor's login
 * @param role the visitor's role
 * @param standing where it stood
 */
public record Lost(String pid, String sid, String sessionId, String login, String role, Standing standing) {
    private static final String VERSION = "1";
    private static final int HEAD = 5;

    /** The connection of a visitor. */
    public static Lost of(String pid, String sid, Visitor visitor, Standing standing) {
        return new Lost(pid, sid, visitor.sessionId(), visitor.login(), visitor.role(), standing);
    }

    /** Whether the visitor is the one who had it, unchanged. */
    public boolean belongsTo(Visitor visitor) {
        return sessionId.equals(visitor.sessionId()) && login.equals(visitor.login()) && role.equals(visitor.role());
    }

    /** Everything but the pid, in lines. */
    public String text() {
        StringBuilder out = new StringBuilder();
        line(out, VERSION, sid, standing.life(), String.valueOf(standing.floor()));
        line(out, sessionId);
        line(out, login);
        line(out, role);
        for (Standing.Place place : standing.places()) {
            line(
                    out,
                    place.room(),
                    String.valueOf(place.slot()),
                    String.valueOf(place.enteredAt()),
                    place.epoch(),
                    place.entered().epoch(),
                    String.valueOf(place.entered().seq()));
        }
        return out.toString();
    }

    private static void line(StringBuilder out, String... words) {
        for (int i = 0; i < words.length; i++) {
            out.append(i == 0 ? "" : "\t").append(words[i].replaceAll("[\t\n\r]", " "));
        }
        out.append('\n');
    }

    /** Reads what {@link #text} wrote; empty for anything else, such as another version's. */
    public static Optional<Lost> read(String pid, String text) {
        String[] lines = text.split("\n", -1);
        String[] head = lines[0].split("\t", -1);
        if (lines.length < HEAD || head.length != 4 || !head[0].equals(VERSION)) {
            return Optional.empty();
        }
        try {
            List<Standing.Place> places = new ArrayList<>();
            for (int i = HEAD - 1; i < lines.length - 1; i++) {
                places.add(place(lines[i].split("\t", -1)));
            }
            Standing standing = new Standing(head[2], Long.parseLong(head[3]), places);
            return Optional.of(new Lost(pid, head[1], lines[1], lines[2], lines[3], standing));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static Standing.Place place(String[] words) {
        Position entered = new Position(words[4], Long.parseLong(words[5]));
        return new Standing.Place(words[0], Integer.parseInt(words[1]), entered, Long.parseLong(words[2]), words[3]);
    }

    /** Names the connection without its secret. */
    @Override
    public String toString() {
        return "lost connection " + sid;
    }
}
