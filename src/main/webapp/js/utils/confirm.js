import { t } from '../i18n.js';
import { html } from './html.js';

/**
 * Asks a question in a dialog.
 * @param {string} question
 * @param {{ confirm: string, cancel?: string, danger?: boolean, details?: string[] }} words what the buttons say, and what the question is about
 * @returns {Promise<boolean>} false also when the dialog is left by Escape
 */
export function confirmDialog(question, { confirm, cancel = t('action.cancel'), danger = false, details = [] }) {
    const dialog = document.createElement('dialog');
    dialog.className = 'dialog dialog-small';
    dialog.id = 'confirm-dialog';
    dialog.setAttribute('aria-labelledby', 'confirm-question');
    dialog.innerHTML = html`<form method="dialog">
        <p id="confirm-question" class="dialog-question">${question}</p>
        ${details.length > 0 && html`<ul class="dialog-details">${details.map((detail) => html`<li>${detail}</li>`)}</ul>`}
        <div class="dialog-actions">
            <button id="confirm-cancel" class="button" value="no">${cancel}</button>
            <button id="confirm-yes" class="button ${danger ? 'button-danger' : 'button-primary'}" value="yes">${confirm}</button>
        </div>
    </form>`.text;
    document.body.append(dialog);
    dialog.showModal();
    return new Promise((resolve) => {
        dialog.addEventListener('close', () => {
            dialog.remove();
            resolve(dialog.returnValue === 'yes');
        });
    });
}
