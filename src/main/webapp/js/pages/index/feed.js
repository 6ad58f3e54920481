/** @import { Activity } from './types.js' */
import { t } from '../../i18n.js';
import { html } from '../../utils.js';
import { agoHtml } from '../../utils/relative-time.js';
import { ICONS } from './doors.js';

const TOPICS = ['files', 'categories', 'registrators', 'users', 'groups'];

/**
 * What changed last, newest first.
 * @param {Activity[]} activity
 * @returns {string}
 */
export function feedHtml(activity) {
    if (activity.length === 0) {
        return html`<p class="empty feed-empty">${t('home.quiet')}</p>`.text;
    }
    const keys = keysOf(activity);
    return html`<ol class="feed-list">${activity.map((entry, index) => entryHtml(entry, keys[index] ?? '', linkOf(entry, activity)))}</ol>`.text;
}

/**
 * One key per entry. It stays the same when newer entries come, even for entries that are alike.
 * @param {Activity[]} activity newest first
 * @returns {string[]}
 */
export function keysOf(activity) {
    /** @type {Map<string, number>} */
    const seen = new Map();
    const oldestFirst = activity.toReversed().map(({ at, topic, id, reason }) => {
        const key = `change-${at}-${topic}-${id}-${reason}`.replace(/[^\w-]/g, '_');
        const times = seen.get(key) ?? 0;
        seen.set(key, times + 1);
        return times === 0 ? key : `${key}-${times}`;
    });
    return oldestFirst.reverse();
}

/**
 * Where the record is to be found, by the last name it was given; nothing when it is gone.
 * @param {Activity} entry
 * @param {Activity[]} activity newest first
 * @returns {string | undefined}
 */
export function linkOf({ topic, id }, activity) {
    const last = activity.find((entry) => entry.topic === topic && entry.id === id);
    return last?.name && last.reason !== 'deleted' && TOPICS.includes(topic)
        ? `${topic}.html?${new URLSearchParams({ q: last.name })}`
        : undefined;
}

/**
 * @param {Activity} entry
 * @param {string} key
 * @param {string | undefined} link
 */
function entryHtml(entry, key, link) {
    const name = entry.name || `#${entry.id}`;
    return html`<li class="feed-entry" id="${key}" data-id="${key}">
        <svg class="feed-icon feed-${entry.reason}" aria-hidden="true"><use href="img/icons.svg#${ICONS[entry.topic] ?? 'file'}"></use></svg>
        <p class="feed-what">${link ? html`<a id="${key}-link" href="${link}">${name}</a>` : name}</p>
        <p class="feed-how">${saidOf(entry)} · ${entry.login && html`<span class="who">${entry.login}</span> · `}${agoHtml(entry.at)}</p>
    </li>`;
}

/**
 * What happened, in words.
 * @param {Pick<Activity, 'topic' | 'reason'>} entry
 */
export function saidOf({ topic, reason }) {
    const known = /** @type {'files' | 'other'} */ (TOPICS.includes(topic) ? topic : 'other');
    return t(`home.${known}.${reason}`);
}
