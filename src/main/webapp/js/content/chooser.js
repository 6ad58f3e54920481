import { t, translatePage } from '../i18n.js';
import { formatSize, html } from '../utils.js';

/**
 * The part of a form in which a person chooses the content. It fills in name and type, but never what the person typed.
 */
export class ContentChooser {
    #input;
    #form;
    #facts;
    #name;
    #place;
    /** @type {Record<string, string>} what was filled in, to tell it from what was typed */
    #filled = {};

    /**
     * @param {HTMLFormElement} form with the fields `name` and `mediaType`
     * @param {Element} before what the chooser is put in front of
     */
    constructor(form, before) {
        this.#form = form;
        this.#place = document.createElement('div');
        this.#place.className = 'field chooser';
        // The browser's own button speaks the browser's language, not the page's.
        this.#place.innerHTML = html`<label for="file-content" data-i18n="upload.content"></label>
            <div class="chooser-row"><input type="file" id="file-content" aria-describedby="file-content-hint">
                <label class="button" for="file-content" data-i18n="upload.choose"></label>
                <span class="chooser-name"></span></div>
            <p class="hint" id="file-content-hint"></p>`.text;
        before.before(this.#place);
        this.#input = /** @type {HTMLInputElement} */ (this.#place.querySelector('input'));
        this.#facts = /** @type {HTMLElement} */ (this.#place.querySelector('.hint'));
        this.#name = /** @type {HTMLElement} */ (this.#place.querySelector('.chooser-name'));
        this.#input.addEventListener('change', () => this.#chosen());
        // It bubbles: the dialog around would take a dismissed choice of a file for its own dismissal.
        this.#input.addEventListener('cancel', (event) => event.stopPropagation());
        document.addEventListener('i18n:changed', () => this.#show());
    }

    /** The chosen file, if there is one. */
    get file() {
        return this.#input.files?.[0];
    }

    /** Begins anew. */
    clear() {
        this.#input.value = '';
        this.#filled = {};
    }

    /** @param {{ sha256?: string | null } | undefined} record that the content is for; none when it is created */
    belongTo(record) {
        this.#place.dataset.replaces = String(Boolean(record?.sha256));
        this.#show();
    }

    /**
     * Chooses a file that was dropped beside the chooser.
     * @param {File} file
     */
    take(file) {
        const data = new DataTransfer();
        data.items.add(file);
        this.#input.files = data.files;
        this.#chosen();
    }

    #chosen() {
        if (this.file) {
            this.#fill('name', this.file.name, (field) => field.value === '');
            // Another content has another type, whatever the one before had.
            this.#fill('mediaType', this.file.type, (field) => field.value === field.defaultValue);
        }
        this.#show();
    }

    /**
     * @param {string} name
     * @param {string} value
     * @param {(field: HTMLInputElement) => boolean} isFree whether nothing stands there that is to stay
     */
    #fill(name, value, isFree) {
        const field = this.#form.elements.namedItem(name);
        if (field instanceof HTMLInputElement && (isFree(field) || field.value === this.#filled[name])) {
            field.value = value;
            this.#filled[name] = value;
        }
    }

    #show() {
        translatePage(this.#place);
        const replaces = this.#place.dataset.replaces === 'true';
        const hint = replaces ? t('upload.replaceHint') : t('upload.chooseHint');
        this.#name.textContent = this.file?.name ?? '';
        this.#facts.textContent = this.file ? t('upload.chosen', { size: formatSize(this.file.size) }) : hint;
    }
}
