// What the files page adds to its records: contents that are uploaded, shown and downloaded.

/** @import { Item, Row } from '../registry/types.js' */
import { t } from '../i18n.js';
import { iconButton } from '../registry/table.js';
import { isCatchUp } from '../sync/catch-up.js';
import { html } from '../utils.js';
import { downloadUrl } from './address.js';
import { ContentChooser } from './chooser.js';
import { acceptDrops } from './drop.js';
import { Preview } from './preview.js';
import { Uploads } from './uploads.js';

export class FileContents {
    #uploads = new Uploads();
    #preview = new Preview();
    #dialog = /** @type {HTMLDialogElement} */ (document.getElementById('file-dialog'));
    #chooser;

    constructor() {
        const form = /** @type {HTMLFormElement} */ (this.#dialog.querySelector('form'));
        this.#chooser = new ContentChooser(form, /** @type {Element} */ (form.querySelector('.field')));
        acceptDrops({ mayDrop: () => this.#mayDrop(), dropped: (files) => this.#dropped(files) });
        document.addEventListener('sync:event', (occasion) => {
            const { name, event } = /** @type {CustomEvent<{ name: string, event: any }>} */ (occasion).detail;
            if (name === 'files:changed') {
                void this.#preview.refresh(event?.id);
            }
        });
        document.addEventListener('files:refresh', (occasion) => {
            if (isCatchUp(/** @type {CustomEvent} */ (occasion).detail.event)) {
                void this.#preview.refresh();
            }
        });
    }

    /**
     * @param {Item} file
     * @param {Row} row
     */
    rowActions({ id, sha256 }, row) {
        const label = t('preview.downloadOf', { name: row.name });
        return Boolean(sha256) && html`${iconButton(row, 'preview', t('preview.open', { name: row.name }))}<a class="icon-button"
            id="${row.prefix}-download" href="${downloadUrl(id)}" download aria-label="${label}" title="${label}"
            ><svg aria-hidden="true"><use href="img/icons.svg#download"></use></svg></a>`;
    }

    /** @param {string} id */
    show(id) {
        return this.#preview.open(id);
    }

    /** @param {Item | undefined} file the record that the dialog shows; none when it is created, or was deleted meanwhile */
    opened(file) {
        // In a dialog that is open already, a chosen file is input like any other: it stays.
        if (!this.#dialog.open) {
            this.#chooser.clear();
        }
        this.#chooser.belongTo(/** @type {any} */ (file));
    }

    /**
     * The record is saved; a chosen content follows it.
     * @param {string} id
     * @param {HTMLFormElement} form
     */
    saved(id, form) {
        const chosen = this.#chooser.file;
        if (chosen) {
            const data = new FormData(form);
            this.#uploads.replace(id, String(data.get('name')), chosen, String(data.get('mediaType') ?? '').trim());
        }
    }

    /** The dialog takes one file for itself; no other dialog lets anything through. */
    #mayDrop() {
        const open = [...document.querySelectorAll('dialog:modal')];
        return document.documentElement.dataset.role !== 'viewer' && open.every((dialog) => dialog === this.#dialog);
    }

    /** @param {File[]} files */
    #dropped(files) {
        const [first] = files;
        if (this.#dialog.open && first) {
            this.#chooser.take(first);
        } else {
            files.forEach((file) => this.#uploads.create(file));
        }
    }
}
