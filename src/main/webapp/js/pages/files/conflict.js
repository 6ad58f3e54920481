/** @import { Values } from './editor.js' */
import { t } from '../../i18n.js';
import { html } from '../../utils.js';

/** @typedef {{ field: keyof Values, theirs: string | boolean, yours: string | boolean }} Difference */

/**
 * Where what others saved differs from what is in the form.
 * @param {Values} theirs
 * @param {Values} yours
 * @returns {Difference[]}
 */
export function differences(theirs, yours) {
    const fields = /** @type {(keyof Values)[]} */ (Object.keys(yours));
    return fields
        .filter((field) => theirs[field] !== yours[field])
        .map((field) => ({ field, theirs: theirs[field], yours: yours[field] }));
}

/**
 * Both versions side by side, with a button at each difference.
 * @param {string} who saved the other version
 * @param {Difference[]} found
 */
export function conflictHtml(who, found) {
    return html`<p class="conflict-title">${t('conflict.title', { who })}</p>
        <p>${found.length > 0 ? t('conflict.lead') : t('conflict.leadSame')}</p>
        ${found.length > 0 && html`<table class="conflict-table">
            <thead><tr><th scope="col">${t('conflict.field')}</th><th scope="col">${t('conflict.theirs')}</th>
                <th scope="col">${t('conflict.yours')}</th></tr></thead>
            <tbody>${found.map(differenceHtml)}</tbody>
        </table>`}`;
}

/** @param {Difference} difference */
function differenceHtml({ field, theirs, yours }) {
    const name = t(`files.${field}`);
    return html`<tr>
        <th scope="row">${name}</th>
        <td data-theirs="${field}">${shown(theirs)}
            <button type="button" class="button button-small" data-take="${field}"
                aria-label="${t('conflict.take', { field: name })}">${t('conflict.takeShort')}</button></td>
        <td data-yours="${field}">${shown(yours)}</td>
    </tr>`;
}

/** @param {string | boolean} value */
function shown(value) {
    if (typeof value === 'boolean') {
        return value ? t('conflict.yes') : t('conflict.no');
    }
    return value || t('value.none');
}
