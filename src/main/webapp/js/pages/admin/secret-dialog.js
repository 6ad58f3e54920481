/** @import { EventToken } from './tokens.js' */
import { t } from '../../i18n.js';
import { confirmDialog } from '../../utils.js';
import { contextPath } from '../../utils/api.js';

/** The dialog that shows the secret of a new token, the only time that anybody sees it. */
export class SecretDialog {
    #dialog = /** @type {HTMLDialogElement} */ (part('secret-dialog'));
    #value = /** @type {HTMLInputElement} */ (part('secret-value'));
    #copied = false;

    constructor() {
        part('secret-copy').addEventListener('click', () => void this.#copy());
        part('secret-close').addEventListener('click', () => void this.#leave());
        this.#value.addEventListener('copy', () => this.#noteCopied());
        this.#value.addEventListener('focus', () => this.#value.select());
        this.#dialog.addEventListener('cancel', (event) => {
            event.preventDefault();
            void this.#leave();
        });
        // Also when the browser closes it by itself, as for a second Escape.
        this.#dialog.addEventListener('close', () => this.#forget());
        addEventListener('beforeunload', (event) => {
            if (this.#dialog.open && !this.#copied) {
                event.preventDefault();
            }
        });
    }

    /**
     * @param {EventToken} token
     * @param {string} secret
     */
    show(token, secret) {
        this.#copied = false;
        part('secret-title').textContent = t('tokens.ready', { name: token.name });
        part('secret-copied').textContent = '';
        this.#value.value = secret;
        part('secret-example').textContent = exampleOf(token, secret);
        this.#dialog.showModal();
        part('secret-copy').focus();
    }

    async #copy() {
        try {
            await navigator.clipboard.writeText(this.#value.value);
            this.#noteCopied();
        } catch {
            // Without TLS there is no clipboard: it is selected, and Ctrl+C copies it.
            this.#value.focus();
            this.#value.select();
            part('secret-copied').textContent = t('tokens.copyYourself');
        }
    }

    #noteCopied() {
        this.#copied = true;
        part('secret-copied').textContent = t('tokens.copied');
    }

    async #leave() {
        const words = { confirm: t('tokens.closeAnyway'), danger: true };
        if (this.#copied || (await confirmDialog(t('tokens.closeQuestion'), words))) {
            this.#forget();
            this.#dialog.close();
        }
    }

    /** It must not stay in the page for whoever looks later. */
    #forget() {
        this.#value.value = '';
        part('secret-example').textContent = '';
    }
}

/**
 * A command that publishes an event within the token's limits.
 * @param {EventToken} token
 * @param {string} secret
 */
function exampleOf({ topics, rooms }, secret) {
    const [topic, room] = [topics, rooms].map(([first]) => (first === '*' ? 'files' : first));
    const event = JSON.stringify({ event: `${topic}:changed`, rooms: [room], reason: 'updated', id: '42' });
    const url = `${location.origin}${contextPath}api/sync/events`;
    return `curl ${url} -H 'Authorization: Bearer ${secret}' -H 'Content-Type: application/json' -d '${event}'`;
}

/** @param {string} id */
function part(id) {
    return /** @type {HTMLElement} */ (document.getElementById(id));
}
