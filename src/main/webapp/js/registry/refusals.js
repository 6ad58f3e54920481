/** @import { Registry, Topic } from './types.js' */
/** @import { SafeHtml } from '../utils.js' */
import { t } from '../i18n.js';
import { ApiError, html } from '../utils.js';

/** @typedef {{ topic: Topic, count: number, examples: string[] }} Reference */

/**
 * Shows something that takes more than a line, until the person has read it.
 * @param {string} title
 * @param {SafeHtml} body
 */
export function tell(title, body) {
    const dialog = document.createElement('dialog');
    dialog.className = 'dialog';
    dialog.id = 'notice-dialog';
    dialog.setAttribute('aria-labelledby', 'notice-title');
    dialog.innerHTML = html`<form method="dialog">
        <h2 id="notice-title">${title}</h2>
        <div class="notice">${body}</div>
        <div class="dialog-actions"><button id="notice-close" class="button button-primary">${t('action.close')}</button></div>
    </form>`.text;
    dialog.addEventListener('close', () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
}

/**
 * What else refers to a record that therefore was not deleted.
 * @param {unknown} error
 * @returns {Reference[]} empty when it failed for another reason
 */
export function referencesIn(error) {
    return error instanceof ApiError && Array.isArray(error.problem?.references) ? error.problem.references : [];
}

/**
 * Why a record cannot be deleted, with examples and where to find the rest.
 * @param {Registry} registry
 * @param {string} id
 * @param {Error} error
 */
export function inUseHtml({ referrers }, id, error) {
    return html`<p>${error.message}</p>
        <dl class="references">${referencesIn(error).map((reference) => referenceHtml(reference, referrers?.[reference.topic], id))}</dl>
        <p class="hint">${t('inUse.hint')}</p>`;
}

/**
 * @param {Reference} reference
 * @param {string | undefined} filter
 * @param {string} id
 */
function referenceHtml({ topic, count, examples }, filter, id) {
    const more = count - examples.length;
    const all = filter && html` <a href="${topic}.html?${new URLSearchParams({ [filter]: id })}">${t('inUse.show')}</a>`;
    return html`<dt>${t(`${topic}.count`, { count })}${all}</dt>
        ${examples.map((name) => html`<dd>${name}</dd>`)}${more > 0 && html`<dd>${t('inUse.more', { count: more })}</dd>`}`;
}

/**
 * Which of several could not be done, and why.
 * @param {{ item: { name: string }, error: Error }[]} failed
 */
export function failedHtml(failed) {
    return html`<dl class="references">
        ${failed.map(({ item, error }) => html`<dt>${item.name}</dt><dd>${error.message}</dd>`)}
    </dl><p class="hint">${t('bulk.failedHint')}</p>`;
}
