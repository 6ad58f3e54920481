package dev.roomcast.bench;

import java.util.List;

/** A table in Markdown whose columns are aligned, so that it is one on a terminal too. */
final class Table {

    private static final int NARROWEST = 3;

    private final int[] widths;
    private final StringBuilder text = new StringBuilder();

    private Table(List<List<String>> rows) {
        widths = new int[rows.get(0).size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = rows.stream()
                    .mapToInt(row -> row.get(column).length())
                    .max()
                    .orElse(0);
            widths[i] = Math.max(widths[i], NARROWEST);
        }
        line(rows.get(0));
        rule();
        rows.subList(1, rows.size()).forEach(this::line);
    }

    /** The first row is the head; the first column is text, the others figures. Without a line break at the end. */
    static String of(List<List<String>> rows) {
        return new Table(rows).text.toString().strip();
    }

    private void line(List<String> row) {
        text.append('|');
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - row.get(i).length());
            text.append(' ')
                    .append(i == 0 ? row.get(i) + padding : padding + row.get(i))
                    .append(" |");
        }
        text.append('\n');
    }

    private void rule() {
        text.append('|');
        for (int i = 0; i < widths.length; i++) {
            text.append("-".repeat(widths[i] + 1)).append(i == 0 ? "-|" : ":|");
        }
        text.append('\n');
    }
}
