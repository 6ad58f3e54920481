/** @import { Upload, UploadState } from './upload.js' */
import { t } from '../i18n.js';
import { formatSize, html } from '../utils.js';

const DONE_SHOWN_MS = 6000;

/** @typedef {'cancel' | 'again' | 'dismiss'} Deed */

/** Where a person sees what is being sent, in a corner of the page. It says what succeeded politely, and what failed at once. */
export class UploadTray {
    /** @type {Map<Upload, HTMLElement>} */
    #rows = new Map();
    /** @type {WeakMap<Upload, UploadState>} what was said of it last */
    #said = new WeakMap();
    #deeds;
    #tray;
    #number = 0;

    /** @param {Record<Deed, (upload: Upload) => void>} deeds what the buttons do */
    constructor(deeds) {
        this.#deeds = deeds;
        this.#tray = document.createElement('section');
        this.#tray.id = 'uploads';
        this.#tray.className = 'uploads';
        this.#tray.hidden = true;
        this.#tray.innerHTML = html`<h2 class="visually-hidden" id="uploads-heading" data-i18n="upload.title">${t('upload.title')}</h2>
            <ul class="uploads-list"></ul><p class="visually-hidden" id="uploads-news" role="status"></p>`.text;
        this.#tray.setAttribute('aria-labelledby', 'uploads-heading');
        document.body.append(this.#tray);
        document.addEventListener('i18n:changed', () => [...this.#rows.keys()].forEach((upload) => this.show(upload)));
    }

    /** @param {Upload} upload */
    show(upload) {
        const row = this.#rows.get(upload) ?? this.#add(upload);
        this.#tray.hidden = false;
        row.dataset.state = upload.state;
        const bar = /** @type {HTMLProgressElement} */ (row.querySelector('progress'));
        bar.max = Math.max(1, upload.size);
        bar.value = upload.sent;
        if (upload.state === 'finishing') {
            bar.removeAttribute('value');
        }
        bar.hidden = !upload.underWay;
        bar.setAttribute('aria-label', t('upload.progress', { name: upload.name }));
        this.#write(row, '.upload-words', wordsOf(upload));
        this.#write(row, '.upload-reason', upload.state === 'failed' ? upload.reason : '');
        for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (row.querySelectorAll('button'))) {
            this.#offer(row, button, upload);
        }
        this.#say(upload, row);
    }

    /** @param {Upload} upload */
    remove(upload) {
        this.#rows.get(upload)?.remove();
        this.#rows.delete(upload);
        this.#tray.hidden = this.#rows.size === 0;
    }

    /** @param {Upload} upload */
    #add(upload) {
        const row = document.createElement('li');
        row.id = `upload-${++this.#number}`;
        row.className = 'upload';
        row.innerHTML = html`<p class="upload-name">${upload.name}</p>
            <progress></progress>
            <p class="upload-words"></p>
            <p class="upload-reason" role="alert"></p>
            <p class="upload-actions">
                <button type="button" class="button button-small" data-deed="again"></button>
                <button type="button" class="button button-small" data-deed="cancel"></button>
                <button type="button" class="button button-small" data-deed="dismiss"></button>
            </p>`.text;
        row.addEventListener('click', (event) => {
            const button = event.target instanceof Element ? event.target.closest('button') : null;
            this.#deeds[/** @type {Deed} */ (button?.dataset.deed)]?.(upload);
        });
        this.#rows.set(upload, row);
        this.#tray.querySelector('ul')?.append(row);
        return row;
    }

    /**
     * @param {HTMLElement} row
     * @param {string} where
     * @param {string} words
     */
    #write(row, where, words) {
        const element = /** @type {HTMLElement} */ (row.querySelector(where));
        if (element.textContent !== words) {
            element.textContent = words;
        }
        element.hidden = words === '';
    }

    /**
     * Shows a button while it makes sense; one that vanishes hands its focus on.
     * @param {HTMLElement} row
     * @param {HTMLButtonElement} button
     * @param {Upload} upload
     */
    #offer(row, button, upload) {
        const deed = /** @type {Deed} */ (button.dataset.deed);
        const offered = deed === 'cancel' ? upload.underWay : deed === 'dismiss' ? !upload.underWay : canRepeat(upload);
        const focused = document.activeElement === button;
        button.hidden = !offered;
        button.textContent = t(`upload.${deed}`);
        button.setAttribute('aria-label', `${t(`upload.${deed}`)}: ${upload.name}`);
        if (focused && !offered) {
            /** @type {HTMLElement | null} */ (row.querySelector('button:not([hidden])'))?.focus();
        }
    }

    /**
     * @param {Upload} upload
     * @param {HTMLElement} row
     */
    #say(upload, row) {
        const before = this.#said.get(upload);
        this.#said.set(upload, upload.state);
        if (before !== upload.state && upload.state === 'done') {
            this.#news(t('upload.doneOf', { name: upload.name }));
            setTimeout(() => this.#leave(upload, row), DONE_SHOWN_MS);
        } else if (before !== upload.state && upload.state === 'cancelled') {
            this.#news(t('upload.cancelledOf', { name: upload.name }));
        }
    }

    /**
     * What is done goes by itself, but not from under the pointer or the focus.
     * @param {Upload} upload
     * @param {HTMLElement} row
     */
    #leave(upload, row) {
        if (upload.state !== 'done' || !row.isConnected) {
            return;
        }
        if (row.matches(':hover, :focus-within')) {
            setTimeout(() => this.#leave(upload, row), DONE_SHOWN_MS);
        } else {
            this.#deeds.dismiss(upload);
        }
    }

    /** @param {string} words */
    #news(words) {
        const news = this.#tray.querySelector('#uploads-news');
        if (news) {
            news.textContent = words;
        }
    }
}

/** @param {Upload} upload */
function canRepeat({ state }) {
    return state === 'failed' || state === 'cancelled';
}

/**
 * How far it is, in words.
 * @param {Upload} upload
 * @returns {string}
 */
export function wordsOf({ state, sent, size, id }) {
    switch (state) {
        case 'waiting':
            return t('upload.waiting');
        case 'sending':
            return t('upload.sending', { sent: formatSize(sent), size: formatSize(size) });
        case 'finishing':
            return t('upload.finishing');
        case 'done':
            return t('upload.done', { size: formatSize(size) });
        case 'cancelled':
            return id === undefined ? t('upload.cancelled') : t('upload.cancelledRecordStays');
        default:
            return t('upload.failed');
    }
}
