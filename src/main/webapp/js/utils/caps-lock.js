import { t } from '../i18n.js';

/**
 * Says beside password fields that Caps Lock is on, the commonest reason for a password to be wrong.
 * @param {HTMLElement} form
 * @param {HTMLElement} hint a live region
 */
export function watchCapsLock(form, hint) {
    const look = (/** @type {Event} */ event) => {
        const on = event instanceof KeyboardEvent && event.getModifierState?.('CapsLock');
        const concerned = event.target instanceof HTMLInputElement && event.target.type === 'password';
        const words = on && concerned ? t('form.capsLock') : '';
        if (hint.textContent !== words) {
            hint.textContent = words;
        }
    };
    for (const type of ['keydown', 'keyup', 'focusout']) {
        form.addEventListener(type, look);
    }
}
