package dev.roomcast.browser;

import com.microsoft.playwright.Page;
import java.util.Map;

/** What a page shows of that which the person is doing: all that a soft refresh must leave alone, in one look. */
final class Sight {

    private static final String SCRIPT = """
            window.arrived = { shown: 0, waiting: 0 };
            window.composing = false;
            window.shownSearch = '';
            document.addEventListener('compositionstart', () => { composing = true; });
            document.addEventListener('compositionend', () => { composing = false; });
            document.addEventListener('sync:waiting', ({ detail }) => { arrived.waiting = detail.updates; });
            document.addEventListener('sync:morphed', ({ detail }) => {
                shownSearch = new URLSearchParams(location.search).get('q') ?? '';
                arrived.shown += detail.updates;
                arrived.waiting = 0;
            });
            window.topOf = (row) => document.getElementById(row).getBoundingClientRect().top;
            window.look = (list) => {
                const active = document.activeElement;
                const dialog = document.querySelector('dialog[open]');
                const fields = dialog ? [...dialog.querySelectorAll('input, textarea, select')] : [];
                return {
                    sameDocument: window.stillHere === true,
                    focus: active.id,
                    text: active.value ?? '',
                    caret: active.selectionStart ?? -1,
                    composing,
                    selected: getSelection().toString(),
                    chosen: [...document.querySelectorAll('#files-rows [data-select=row]:checked')].map(({ id }) => id).sort(),
                    told: document.querySelector('#files-bulk .bulk-count').textContent,
                    dialog: dialog?.id ?? '',
                    fields: fields.map((field) => (field.type === 'checkbox' ? field.checked : field.value)),
                    list: list ? document.getElementById('files-list').textContent : '',
                };
            };
            """;

    private final Page page;
    private boolean list;
    private String row = "";
    private double top;

    private Sight(Page page) {
        this.page = page;
    }

    /** To be called before the page is loaded. */
    static Sight of(Page page) {
        page.addInitScript(SCRIPT);
        return new Sight(page);
    }

    /** From now on the whole list has to stay as it is. */
    void watchList() {
        list = true;
    }

    /** From now on the row with this element id has to stay where it is on the screen. */
    void watchRow(String id) {
        row = id;
        top = topOfRow();
    }

    /** By how many pixels the watched row has moved on the screen. */
    double moved() {
        return row.isEmpty() ? 0 : Math.abs(topOfRow() - top);
    }

    private double topOfRow() {
        return ((Number) page.evaluate("row => topOf(row)", row)).doubleValue();
    }

    /** The list may change again. */
    void watchNothing() {
        list = false;
        row = "";
    }

    /** The address tells no search any more, until the page asks for one. */
    void forgetShownSearch() {
        page.evaluate("() => { history.replaceState(null, '', location.pathname); shownSearch = ''; }");
    }

    /** The text sought, as the page's address told it when the list was shown last. */
    String shownSearch() {
        return (String) page.evaluate("shownSearch");
    }

    Map<?, ?> look() {
        return (Map<?, ?>) page.evaluate("list => look(list)", list);
    }

    /** How many foreign changes the list shows or keeps behind its chip. */
    int arrived() {
        return (Integer) page.evaluate("arrived.shown + arrived.waiting");
    }
}
