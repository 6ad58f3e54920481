/** @import { Choices } from './choices.js' */
/** @import { Item, Registry } from './types.js' */
import { t } from '../i18n.js';
import { api, ApiError, confirmDialog, fieldMessages, formatDateTime, html, isDirty, showFieldErrors, validateForm } from '../utils.js';
import { fill, valueIn, valueOf } from './fields.js';
import { bodyOf, FormFields } from './form-fields.js';

/** The dialog in which a record is created or edited. Whatever happens, what was typed stays until it is saved or discarded. */
export class RecordEditor {
    /** @type {Item | undefined} the record as it was when the dialog opened; none when creating */
    #item;
    /** @type {string | undefined} the version that a save replaces */
    #etag;
    /** @type {Item | undefined} what others saved meanwhile */
    #theirs;
    #saving = false;
    /** How often the dialog was asked for. */
    #asked = 0;
    #registry;
    #choices;
    #dialog;
    #form;
    #fields;
    #saved;

    /**
     * @param {Registry} registry
     * @param {Choices} choices
     * @param {(name: string, created: boolean) => void} saved
     */
    constructor(registry, choices, saved) {
        this.#registry = registry;
        this.#choices = choices;
        this.#saved = saved;
        this.#dialog = /** @type {HTMLDialogElement} */ (document.getElementById(`${registry.one}-dialog`));
        this.#form = /** @type {HTMLFormElement} */ (this.#dialog.querySelector('form'));
        this.#fields = new FormFields(this.#form, choices);
        this.#form.addEventListener('submit', (event) => {
            event.preventDefault();
            void this.#save();
        });
        this.#dialog.addEventListener('cancel', (event) => {
            event.preventDefault();
            void this.#leave();
        });
        this.#dialog.addEventListener('click', (event) => this.#clicked(event));
        document.addEventListener('i18n:changed', () => this.#showWords());
    }

    /** Whether there is unsaved input. */
    get unsaved() {
        return this.#dialog.open && isDirty(this.#form);
    }

    /** @param {Partial<Item>} [initial] what the new record has to begin with */
    async create(initial) {
        const mayOpen = this.#ask();
        await this.#refreshChoices();
        if (mayOpen()) {
            this.#open(undefined, undefined, initial);
        }
    }

    /** @param {string} id */
    async edit(id) {
        const mayOpen = this.#ask();
        const [{ data, etag }] = await Promise.all([api(this.#path(id)), this.#refreshChoices()]);
        if (mayOpen()) {
            this.#open(data, etag ?? `"${data.version}"`, data);
        }
    }

    /**
     * Who presses twice, or on two records while the server is slow, gets the last one once: to open the dialog again would
     * throw away what was typed since.
     * @returns {() => boolean} whether it is still to be opened
     */
    #ask() {
        const turn = ++this.#asked;
        return () => turn === this.#asked && !this.#dialog.open;
    }

    /** Not all that can be chosen has a room that this page hears. */
    #refreshChoices() {
        this.#choices.forget();
        return this.#choices.load();
    }

    /**
     * @param {Item | undefined} item
     * @param {string | undefined} etag
     * @param {Partial<Item> | undefined} content
     */
    #open(item, etag, content) {
        this.#item = item;
        this.#etag = etag;
        this.#theirs = undefined;
        this.#fields.offer(content);
        this.#fields.show(content);
        this.#registry.opened?.(this.#form, item);
        showFieldErrors(this.#form, {});
        this.#showError('');
        this.#showWords();
        this.#dialog.showModal();
        this.#fields.all[0]?.focus();
    }

    async #save() {
        if (this.#saving || !validateForm(this.#form)) {
            return;
        }
        this.#setSaving(true);
        try {
            const created = !this.#item;
            const item = await this.#send();
            await this.#registry.saved?.(String(item.id), created, this.#form);
            this.#dialog.close();
            this.#saved(this.#registry.nameOf(item), created);
        } catch (error) {
            await this.#failed(error);
        } finally {
            this.#setSaving(false);
        }
    }

    /** @returns {Promise<Item>} as it is saved now */
    async #send() {
        const saved = this.#item;
        // Only what the person changed: a value that came from the server is the server's to decide.
        const fields = saved ? this.#fields.changed : this.#fields.all;
        if (saved && fields.length === 0) {
            return this.#theirs ?? saved;
        }
        const { data, etag } = saved
            ? await api(this.#path(saved.id), { method: 'PATCH', body: bodyOf(fields), ifMatch: this.#etag })
            : await api(this.#registry.topic, { method: 'POST', body: bodyOf(fields) });
        // From here on it exists: should what follows fail, the next attempt must not create it again.
        this.#item = data;
        this.#etag = etag ?? `"${data.version}"`;
        fields.forEach((field) => fill(field, valueOf(field), true));
        return data;
    }

    /** @param {unknown} error */
    async #failed(error) {
        const messages = error instanceof ApiError ? fieldMessages(error.problem) : {};
        if (error instanceof ApiError && isConflict(error)) {
            await this.#showConflict();
        } else if (error instanceof ApiError && error.status === 404 && this.#item) {
            this.#showGone();
        } else if (Object.keys(messages).some((name) => this.#fields.named(name))) {
            this.#showError('');
            showFieldErrors(this.#form, messages);
        } else {
            this.#showWords();
            this.#showError(/** @type {Error} */ (error).message);
        }
    }

    async #showConflict() {
        try {
            const { data, etag } = await api(this.#path(/** @type {Item} */ (this.#item).id));
            this.#fields.offer(this.#item, data, this.#fields.chosen);
            this.#theirs = data;
            this.#etag = etag ?? `"${data.version}"`;
            this.#fields.takeWhereUntouched(data);
            this.#showError('');
            this.#showWords();
            this.#part('conflict').focus();
        } catch (error) {
            if (error instanceof ApiError && error.status === 404) {
                this.#showGone();
            } else {
                this.#showError(/** @type {Error} */ (error).message);
            }
        }
    }

    #showGone() {
        this.#item = undefined;
        this.#theirs = undefined;
        this.#registry.opened?.(this.#form, undefined);
        this.#showWords();
        this.#showError(t('conflict.gone'));
    }

    /** @param {MouseEvent} event */
    #clicked(event) {
        const button = event.target instanceof Element ? event.target.closest('button') : null;
        if (button?.id === `${this.#registry.one}-cancel`) {
            void this.#leave();
        }
        const field = this.#fields.named(button?.dataset.take ?? '');
        if (field && this.#theirs) {
            fill(field, valueIn(field, this.#theirs), false);
            this.#showWords();
            field.focus();
        }
    }

    async #leave() {
        const words = { confirm: t('action.discard'), cancel: t('action.keepEditing'), danger: true };
        if (!this.#saving && (!this.unsaved || (await confirmDialog(t('list.unsavedQuestion'), words)))) {
            this.#dialog.close();
        }
    }

    #showWords() {
        const { one, topic } = this.#registry;
        this.#part('dialog-title').textContent = t(this.#item || this.#theirs ? `${topic}.editTitle` : `${topic}.createTitle`);
        this.#part('save').textContent = this.#theirs ? t('conflict.saveMine') : this.#item ? t('action.save') : t('action.create');
        this.#part('cancel').textContent = t('action.cancel');
        this.#part('history').textContent = this.#item ? historyOf(this.#theirs ?? this.#item) : '';
        const conflict = this.#part('conflict');
        conflict.hidden = !this.#theirs;
        conflict.innerHTML = this.#theirs ? this.#fields.conflictHtml(this.#theirs).text : '';
        this.#dialog.setAttribute('aria-labelledby', `${one}-dialog-title`);
    }

    /** @param {string} message */
    #showError(message) {
        const error = this.#part('error');
        error.textContent = message;
        error.hidden = message === '';
        // A long form may have scrolled it out of sight.
        error.scrollIntoView({ block: 'nearest' });
    }

    /** @param {boolean} saving */
    #setSaving(saving) {
        this.#saving = saving;
        this.#part('save').toggleAttribute('disabled', saving);
    }

    /** @param {string | number} id */
    #path(id) {
        return `${this.#registry.topic}/${encodeURIComponent(id)}`;
    }

    /** @param {string} name */
    #part(name) {
        return /** @type {HTMLElement} */ (document.getElementById(`${this.#registry.one}-${name}`));
    }
}

/**
 * Whether others saved the record meanwhile, or at this very moment.
 * @param {ApiError} error
 */
function isConflict({ status, problem }) {
    return status === 412 || (status === 409 && String(problem?.type).endsWith('changed-meanwhile'));
}

/**
 * Who made the record and who changed it last.
 * @param {Item} item
 */
function historyOf({ createdAt, createdBy, changedAt, changedBy }) {
    const created = t('list.created', { when: formatDateTime(createdAt), who: createdBy });
    return changedAt === createdAt ? created : `${created} ${t('list.changed', { when: formatDateTime(changedAt), who: changedBy })}`;
}

/**
 * Puts around a dialog's fields what every dialog has: title, conflict and error, buttons.
 * @param {string} one
 */
export function frameDialog(one) {
    const form = document.getElementById(`${one}-form`);
    form?.insertAdjacentHTML(
        'afterbegin',
        html`<h2 id="${one}-dialog-title"></h2>
            <section id="${one}-conflict" class="conflict" tabindex="-1" role="alert" hidden></section>`.text,
    );
    form?.insertAdjacentHTML(
        'beforeend',
        html`<p id="${one}-history" class="history"></p>
            <p id="${one}-error" class="form-error" role="alert" hidden></p>
            <div class="dialog-actions">
                <button type="button" class="button" id="${one}-cancel"></button>
                <button type="submit" class="button button-primary" id="${one}-save"></button>
            </div>`.text,
    );
}
