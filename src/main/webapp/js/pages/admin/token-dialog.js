import { t } from '../../i18n.js';
import { api, ApiError, confirmDialog, fieldMessages, html, isDirty, showFieldErrors, stayThoughSignedOut, validateForm } from '../../utils.js';
import { serverNow } from '../../utils/server-clock.js';
import { SecretDialog } from './secret-dialog.js';

const DAY_MS = 86_400_000;
/** Rooms of pages that show many topics and have none of their own. */
const WITHOUT_TOPIC = ['index', 'admin'];

/** The dialog in which a token is made. What was typed stays until it is made or discarded. */
export class TokenDialog {
    #dialog = /** @type {HTMLDialogElement} */ (part('token-dialog'));
    #form = /** @type {HTMLFormElement} */ (part('token-form'));
    #further = /** @type {HTMLInputElement} */ (part('token-further'));
    #secret = new SecretDialog();
    #making = false;
    #opening = false;
    /** @type {string[]} */
    #rooms = [];
    #made;

    /** @param {() => void} made called when there is a new token */
    constructor(made) {
        this.#made = made;
        this.#form.addEventListener('submit', (event) => {
            event.preventDefault();
            void this.#make();
        });
        this.#dialog.addEventListener('cancel', (event) => {
            event.preventDefault();
            void this.#leave();
        });
        part('token-cancel').addEventListener('click', () => void this.#leave());
        for (const list of ['token-topics-list', 'token-rooms-list']) {
            part(list).addEventListener('change', () => allOrSome(list));
        }
        document.addEventListener('i18n:changed', () => this.#dialog.open && this.#showPills());
        document.addEventListener('session:ended', (event) => {
            if (this.#dialog.open && this.#unsaved) {
                stayThoughSignedOut(event);
            }
        });
        addEventListener('beforeunload', (event) => {
            if (this.#dialog.open && this.#unsaved) {
                event.preventDefault();
            }
        });
    }

    get #unsaved() {
        return isDirty(this.#form);
    }

    async open() {
        if (this.#opening || this.#dialog.open) {
            return;
        }
        this.#opening = true;
        try {
            this.#rooms = (await api('sync/config')).data.rooms;
        } finally {
            this.#opening = false;
        }
        this.#form.reset();
        part('token-topics-list').replaceChildren();
        part('token-rooms-list').replaceChildren();
        this.#showPills();
        showFieldErrors(this.#form, {});
        this.#say({});
        this.#dialog.showModal();
        part('token-name').focus();
    }

    /** In the language of the moment; what is chosen stays. */
    #showPills() {
        const topics = this.#rooms.filter((room) => !WITHOUT_TOPIC.includes(room));
        showPills('token-topics-list', [['*', t('tokens.everything')], ...topics.map(itself)]);
        showPills('token-rooms-list', [['*', t('tokens.allRooms')], ...this.#rooms.map(itself), ['global', t('tokens.global')]]);
    }

    async #make() {
        const topics = [...chosen('token-topics-list'), ...namesIn(this.#further)];
        const rooms = chosen('token-rooms-list');
        this.#say({
            topics: topics.length === 0 ? t('tokens.chooseTopic') : undefined,
            rooms: rooms.length === 0 ? t('tokens.chooseRoom') : undefined,
        });
        if (!validateForm(this.#form) || topics.length === 0 || rooms.length === 0 || this.#making) {
            return;
        }
        this.#making = true;
        part('token-make').toggleAttribute('disabled', true);
        try {
            const name = /** @type {HTMLInputElement} */ (part('token-name')).value;
            const body = { name, topics: topics.includes('*') ? ['*'] : topics, rooms, expiresAt: expiry() };
            const { data } = await api('sync/tokens', { method: 'POST', body });
            this.#dialog.close();
            this.#made();
            this.#secret.show(data.token, data.secret);
        } catch (error) {
            this.#failed(error);
        } finally {
            this.#making = false;
            part('token-make').toggleAttribute('disabled', false);
        }
    }

    /** @param {unknown} error */
    #failed(error) {
        const fields = error instanceof ApiError ? fieldMessages(error.problem) : {};
        const none = Object.keys(fields).length === 0;
        showFieldErrors(this.#form, fields);
        this.#say({ ...fields, form: none ? /** @type {Error} */ (error).message : undefined });
    }

    /**
     * What is wrong, beside what it concerns.
     * @param {{ topics?: string, rooms?: string, form?: string }} about
     */
    #say({ topics = '', rooms = '', form = '' }) {
        part('token-topics-error').textContent = topics;
        part('token-rooms-error').textContent = rooms;
        part('token-error').textContent = form;
        part('token-error').hidden = form === '';
        part(topics ? 'token-topics-error' : rooms ? 'token-rooms-error' : 'token-error').scrollIntoView({ block: 'nearest' });
    }

    async #leave() {
        const words = { confirm: t('action.discard'), cancel: t('action.keepEditing'), danger: true };
        if (!this.#unsaved || (await confirmDialog(t('list.unsavedQuestion'), words))) {
            this.#dialog.close();
        }
    }
}

/** When the token to be made ends, or null. */
function expiry() {
    const days = Number(/** @type {HTMLSelectElement} */ (part('token-expires')).value);
    return days ? new Date(serverNow() + days * DAY_MS).toISOString() : null;
}

/**
 * @param {string} name
 * @returns {[string, string]}
 */
function itself(name) {
    return [name, name];
}

/**
 * @param {string} list
 * @param {[string, string][]} pills value and label
 */
function showPills(list, pills) {
    const before = chosen(list);
    part(list).innerHTML = html`${pills.map(
        ([value, label]) => html`<label class="pill"><input type="checkbox" value="${value}"><span>${label}</span></label>`,
    )}`.text;
    boxesIn(list).forEach((box) => (box.checked = before.includes(box.value)));
    allOrSome(list);
}

/**
 * With all chosen, single ones say nothing.
 * @param {string} list
 */
function allOrSome(list) {
    const all = boxesIn(list).some((box) => box.value === '*' && box.checked);
    boxesIn(list)
        .filter((box) => box.value !== '*')
        .forEach((box) => (box.disabled = all));
    if (list === 'token-topics-list') {
        /** @type {HTMLInputElement} */ (part('token-further')).disabled = all;
    }
}

/** @param {string} list */
function chosen(list) {
    return boxesIn(list)
        .filter((box) => box.checked && !box.disabled)
        .map((box) => box.value);
}

/** @param {string} list */
function boxesIn(list) {
    return /** @type {HTMLInputElement[]} */ ([...part(list).querySelectorAll('input')]);
}

/** @param {HTMLInputElement} field */
function namesIn(field) {
    return field.disabled ? [] : field.value.split(/[\s,]+/).filter(Boolean);
}

/** @param {string} id */
function part(id) {
    return /** @type {HTMLElement} */ (document.getElementById(id));
}
