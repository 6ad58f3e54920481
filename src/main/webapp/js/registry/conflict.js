/** @import { Value, Values } from './fields.js' */
import { t } from '../i18n.js';
import { html } from '../utils.js';

/** @typedef {{ field: string, theirs: Value, yours: Value }} Difference */

/**
 * Where what others saved differs from what is in the form.
 * @param {Values} theirs
 * @param {Values} yours
 * @returns {Difference[]}
 */
export function differences(theirs, yours) {
    return Object.keys(yours)
        .filter((field) => field in theirs && theirs[field] !== yours[field])
        .map((field) => ({ field, theirs: theirs[field] ?? '', yours: yours[field] ?? '' }));
}

/**
 * How a difference is told: the field's label, and a value as people read it.
 * @typedef {{ label: (field: string) => string, shown: (field: string, value: Value) => unknown }} Wording
 */

/**
 * Both versions side by side, with a button at each difference.
 * @param {string} who saved the other version
 * @param {Difference[]} found
 * @param {Wording} wording
 */
export function conflictHtml(who, found, wording) {
    return html`<p class="conflict-title">${t('conflict.title', { who })}</p>
        <p>${found.length > 0 ? t('conflict.lead') : t('conflict.leadSame')}</p>
        ${found.length > 0 && html`<table class="conflict-table">
            <thead><tr><th scope="col">${t('conflict.field')}</th><th scope="col">${t('conflict.theirs')}</th>
                <th scope="col">${t('conflict.yours')}</th></tr></thead>
            <tbody>${found.map((difference) => differenceHtml(difference, wording))}</tbody>
        </table>`}`;
}

/**
 * @param {Difference} difference
 * @param {Wording} wording
 */
function differenceHtml({ field, theirs, yours }, { label, shown }) {
    const name = label(field);
    return html`<tr>
        <th scope="row">${name}</th>
        <td data-theirs="${field}">${shown(field, theirs)}
            <button type="button" class="button button-small" data-take="${field}"
                aria-label="${t('conflict.take', { field: name })}">${t('conflict.takeShort')}</button></td>
        <td data-yours="${field}">${shown(field, yours)}</td>
    </tr>`;
}
