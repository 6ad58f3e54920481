import { locale, t } from '../i18n.js';
import { formatDateTime } from './format.js';
import { html } from './html.js';
import { serverNow } from './server-clock.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const REDRAW_MS = 20_000;

/**
 * How long ago something was, rounded down so that it never claims more than has passed; after a week the date itself.
 * @param {string} moment
 * @param {number} [now] milliseconds since 1970
 * @returns {string} for example `3 minutes ago`
 */
export function formatAgo(moment, now = serverNow()) {
    const passed = now - Date.parse(moment);
    if (passed < MINUTE) {
        return t('time.justNow');
    }
    if (passed >= WEEK) {
        return formatDateTime(moment);
    }
    const [length, unit] = passed < HOUR ? [MINUTE, 'minute'] : passed < DAY ? [HOUR, 'hour'] : [DAY, 'day'];
    const format = new Intl.RelativeTimeFormat(locale());
    return format.format(-Math.floor(passed / Number(length)), /** @type {Intl.RelativeTimeFormatUnit} */ (unit));
}

/**
 * A moment as "3 minutes ago" that goes on counting, with the exact time behind it.
 * @param {string} moment
 */
export function agoHtml(moment) {
    return html`<time datetime="${moment}" title="${formatDateTime(moment)}" data-ago>${formatAgo(moment)}</time>`;
}

/** Keeps all of them true while the page is seen. Words that the person is selecting stay as they are. */
export function keepTimesTrue() {
    setInterval(redraw, REDRAW_MS);
    document.addEventListener('visibilitychange', redraw);
}

function redraw() {
    const selection = document.getSelection();
    for (const time of document.hidden ? [] : document.querySelectorAll('time[data-ago]')) {
        const selected = selection && !selection.isCollapsed && selection.containsNode(time, true);
        const words = formatAgo(time.getAttribute('datetime') ?? '');
        if (!selected && time.textContent !== words) {
            time.textContent = words;
        }
    }
}
