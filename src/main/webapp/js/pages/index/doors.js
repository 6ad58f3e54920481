import { mayOpen } from '../../access.js';
import { t } from '../../i18n.js';
import { formatNumber, html } from '../../utils.js';

/** @import { Role } from '../../access.js' */

const DOORS = /** @type {const} */ (['files', 'categories', 'registrators', 'users', 'groups', 'admin']);

/** @typedef {typeof DOORS[number]} Door */

/** The picture of each page, in img/icons.svg. */
export const ICONS = /** @type {Record<string, string>} */ ({
    files: 'file',
    categories: 'category',
    registrators: 'registrator',
    users: 'user',
    groups: 'group',
    admin: 'settings',
});

/**
 * The pages that one may see, each with what there is behind it.
 * @param {Record<string, number>} counts
 * @param {Role | undefined} role
 * @returns {string}
 */
export function doorsHtml(counts, role) {
    return html`<ul class="doors">${DOORS.filter((door) => mayOpen(door, role)).map((door) => doorHtml(door, counts[door]))}</ul>`.text;
}

/**
 * @param {Door} door
 * @param {number | undefined} count
 */
function doorHtml(door, count) {
    return html`<li id="door-${door}" data-count="${count}"><a class="card door" href="${door}.html">
        <svg aria-hidden="true"><use href="img/icons.svg#${ICONS[door]}"></use></svg>
        <span class="door-title">${t(`home.topic.${door}`)}</span>
        ${count === undefined
            ? html`<span class="door-lead">${t('home.adminLead')}</span>`
            : html`<span class="door-count">${formatNumber(count)}</span>`}
    </a></li>`;
}
