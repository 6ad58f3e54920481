/** @import { Field } from '../../utils/form.js' */
/** @import { FileRecord } from './table.js' */
import { t } from '../../i18n.js';
import { api, ApiError, confirmDialog, fieldMessages, fieldsOf, isDirty, showFieldErrors, validateForm } from '../../utils.js';
import { conflictHtml, differences } from './conflict.js';

/** @typedef {{ name: string, mediaType: string, note: string, pinned: boolean }} Values what the form holds */

/** The dialog in which a file is created or edited. Whatever happens, what was typed stays until it is saved or discarded. */
export class FileEditor {
    /** @type {FileRecord | undefined} the file as it was when the dialog opened; none when creating */
    #file;
    /** @type {string | undefined} the version that a save replaces */
    #etag;
    /** @type {FileRecord | undefined} what others saved meanwhile */
    #theirs;
    #saving = false;
    #dialog;
    #form;
    #saved;

    /**
     * @param {HTMLDialogElement} dialog
     * @param {(name: string, created: boolean) => void} saved
     */
    constructor(dialog, saved) {
        this.#dialog = dialog;
        this.#form = /** @type {HTMLFormElement} */ (dialog.querySelector('form'));
        this.#saved = saved;
        this.#form.addEventListener('submit', (event) => {
            event.preventDefault();
            void this.#save();
        });
        dialog.addEventListener('cancel', (event) => {
            event.preventDefault();
            void this.#leave();
        });
        dialog.addEventListener('click', (event) => this.#clicked(event));
        document.addEventListener('i18n:changed', () => this.#showWords());
    }

    /** Whether there is unsaved input. */
    get unsaved() {
        return this.#dialog.open && isDirty(this.#form);
    }

    create() {
        this.#open(undefined, undefined);
    }

    /** @param {string} id */
    async edit(id) {
        const { data, etag } = await api(`files/${encodeURIComponent(id)}`);
        this.#open(data, etag ?? `"${data.version}"`);
    }

    /**
     * @param {FileRecord | undefined} file
     * @param {string | undefined} etag
     */
    #open(file, etag) {
        this.#file = file;
        this.#etag = etag;
        this.#theirs = undefined;
        this.#fill(valuesOf(file), true);
        showFieldErrors(this.#form, {});
        this.#showError('');
        this.#showWords();
        this.#dialog.showModal();
        this.#field('name').focus();
    }

    async #save() {
        if (this.#saving || !validateForm(this.#form)) {
            return;
        }
        this.#setSaving(true);
        try {
            const values = this.#values();
            await this.#send(values);
            this.#dialog.close();
            this.#saved(values.name, !this.#file);
        } catch (error) {
            await this.#failed(error);
        } finally {
            this.#setSaving(false);
        }
    }

    /** @param {Values} values */
    #send(values) {
        // Null, not empty: a type that nobody named is unknown, while an empty one would be malformed.
        const body = { ...values, mediaType: values.mediaType || null };
        return this.#file
            ? api(`files/${encodeURIComponent(this.#file.id)}`, { method: 'PATCH', body, ifMatch: this.#etag })
            : api('files', { method: 'POST', body });
    }

    /** @param {unknown} error */
    async #failed(error) {
        if (error instanceof ApiError && isConflict(error)) {
            await this.#showConflict();
        } else if (error instanceof ApiError && error.status === 404 && this.#file) {
            this.#showGone();
        } else if (error instanceof ApiError && Object.keys(fieldMessages(error.problem)).length > 0) {
            this.#showError('');
            showFieldErrors(this.#form, fieldMessages(error.problem));
        } else {
            this.#showError(/** @type {Error} */ (error).message);
        }
    }

    async #showConflict() {
        const file = /** @type {FileRecord} */ (this.#file);
        try {
            const { data, etag } = await api(`files/${encodeURIComponent(file.id)}`);
            this.#theirs = data;
            this.#etag = etag ?? `"${data.version}"`;
            this.#takeWhereUntouched(valuesOf(data));
            this.#showError('');
            this.#showWords();
            document.getElementById('file-conflict')?.focus();
        } catch (error) {
            if (error instanceof ApiError && error.status === 404) {
                this.#showGone();
            } else {
                this.#showError(/** @type {Error} */ (error).message);
            }
        }
    }

    /**
     * What the person did not touch is not theirs to decide: saving must not bring old values back.
     * @param {Values} values
     */
    #takeWhereUntouched(values) {
        const untouched = fieldsOf(this.#form).filter((field) => !isDirty(field));
        this.#fill(values, true, untouched);
    }

    #showGone() {
        this.#file = undefined;
        this.#theirs = undefined;
        this.#showWords();
        this.#showError(t('conflict.gone'));
    }

    /** @param {MouseEvent} event */
    #clicked(event) {
        const button = event.target instanceof Element ? event.target.closest('button') : null;
        if (button?.id === 'file-cancel') {
            void this.#leave();
        }
        const field = /** @type {keyof Values | undefined} */ (button?.dataset.take);
        if (field && this.#theirs) {
            this.#fill({ ...this.#values(), [field]: valuesOf(this.#theirs)[field] }, false);
            this.#showWords();
            this.#field(field).focus();
        }
    }

    async #leave() {
        const words = { confirm: t('action.discard'), cancel: t('action.keepEditing'), danger: true };
        if (!this.unsaved || (await confirmDialog(t('files.unsavedQuestion'), words))) {
            this.#dialog.close();
        }
    }

    /** @returns {Values} */
    #values() {
        const data = new FormData(this.#form);
        const text = (/** @type {string} */ name) => String(data.get(name) ?? '').trim();
        return { name: text('name'), mediaType: text('mediaType'), note: text('note'), pinned: data.has('pinned') };
    }

    /**
     * @param {Values} values
     * @param {boolean} asSaved whether the fields count as unchanged with them
     * @param {Field[]} [fields] all when left out
     */
    #fill(values, asSaved, fields = fieldsOf(this.#form)) {
        for (const field of fields) {
            const value = values[/** @type {keyof Values} */ (field.name)];
            if (field instanceof HTMLInputElement && field.type === 'checkbox') {
                field.checked = Boolean(value);
                field.defaultChecked = asSaved ? field.checked : field.defaultChecked;
            } else if (!(field instanceof HTMLSelectElement)) {
                field.value = String(value);
                field.defaultValue = asSaved ? field.value : field.defaultValue;
            }
        }
    }

    #showWords() {
        const title = this.#file || this.#theirs ? t('files.editTitle') : t('files.createTitle');
        const submit = this.#theirs ? t('conflict.saveMine') : this.#file ? t('action.save') : t('action.create');
        this.#part('file-dialog-title').textContent = title;
        this.#part('file-save').textContent = submit;
        const conflict = this.#part('file-conflict');
        conflict.hidden = !this.#theirs;
        const mine = this.#values();
        conflict.innerHTML = this.#theirs
            ? conflictHtml(this.#theirs.changedBy, differences(valuesOf(this.#theirs), mine)).text
            : '';
    }

    /** @param {string} message */
    #showError(message) {
        const error = this.#part('file-error');
        error.textContent = message;
        error.hidden = message === '';
    }

    /** @param {boolean} saving */
    #setSaving(saving) {
        this.#saving = saving;
        this.#part('file-save').toggleAttribute('disabled', saving);
    }

    /** @param {keyof Values} name */
    #field(name) {
        return /** @type {HTMLElement} */ (this.#form.elements.namedItem(name));
    }

    /** @param {string} id */
    #part(id) {
        return /** @type {HTMLElement} */ (document.getElementById(id));
    }
}

/**
 * Whether others saved the file meanwhile, or at this very moment.
 * @param {ApiError} error
 */
function isConflict({ status, problem }) {
    return status === 412 || (status === 409 && String(problem?.type).endsWith('changed-meanwhile'));
}

/**
 * @param {FileRecord | undefined} file
 * @returns {Values}
 */
function valuesOf(file) {
    return {
        name: file?.name ?? '',
        mediaType: file?.mediaType ?? '',
        note: file?.note ?? '',
        pinned: file?.pinned ?? false,
    };
}
