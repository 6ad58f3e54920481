// The cells that several lists have in common.

/** @import { Column, Item, Row } from './types.js' */
import { t } from '../i18n.js';
import { formatDateTime, formatMoment, html } from '../utils.js';

/**
 * A moment, and who belongs to it.
 * @param {string | null | undefined} at
 * @param {string} [who]
 */
export function moment(at, who) {
    if (!at) {
        return undefined;
    }
    const { date, time } = formatMoment(at);
    return html`<time datetime="${at}" title="${formatDateTime(at)}"><span class="date">${date}</span> <span class="when">${time}${
        who && html`<span class="who" title="${who}">${who}</span>`
    }</span></time>`;
}

/** When the record was changed last, and by whom. */
export const changedColumn = /** @type {Column} */ ({
    field: 'changedAt',
    sort: 'changed',
    cell: ({ changedAt, changedBy }) => moment(changedAt, changedBy),
});

/**
 * Whether the record is in use, to be switched in place.
 * @param {Item} item
 * @param {Row} row
 */
function activeSwitch({ active }, { prefix, name, mayEdit }) {
    const label = t('list.activate', { name });
    return html`<button type="button" role="switch" class="switch" id="${prefix}-toggle" data-action="toggle"
        aria-checked="${String(active)}" aria-label="${label}" title="${label}" ${!mayEdit && html`disabled`}></button>`;
}

export const activeColumn = /** @type {Column} */ ({ field: 'active', sort: 'active', cell: activeSwitch });

/**
 * Text that may be long: it takes two lines at most, and the whole of it shows up under the pointer.
 * @param {string | null | undefined} text
 */
export function words(text) {
    return text && html`<span class="row-text" title="${text}">${text}</span>`;
}

/** @param {{ name: string, colour: string } | null | undefined} category */
export function categoryMark(category) {
    return category && html`<span class="category">${dot(category.colour)}${words(category.name)}</span>`;
}

/**
 * The colour is an attribute of a picture: the pages' security policy forbids styles in elements.
 * @param {string} colour
 */
export function dot(colour) {
    return html`<svg class="dot" viewBox="0 0 12 12" aria-hidden="true"><circle cx="6" cy="6" r="5.5" fill="${colour}"/></svg>`;
}
