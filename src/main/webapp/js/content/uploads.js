// The contents on their way from this page, and the tray that shows them.

import { api, stayThoughSignedOut } from '../utils.js';
import { UploadTray } from './tray.js';
import { Upload } from './upload.js';

/** More at once would only make each of them slower. */
const AT_ONCE = 2;

export class Uploads {
    /** @type {Set<Upload>} */
    #uploads = new Set();
    #tray;

    constructor() {
        this.#tray = new UploadTray({
            cancel: (upload) => upload.cancel(),
            again: (upload) => upload.again(),
            dismiss: (upload) => this.#forget(upload),
        });
        addEventListener('beforeunload', (event) => {
            if (this.underWay) {
                event.preventDefault();
            }
        });
        document.addEventListener('session:ended', (event) => this.#stay(event));
    }

    /** Whether something would be lost if the page were left now. */
    get underWay() {
        return [...this.#uploads].some((upload) => upload.underWay);
    }

    /**
     * Sends a content to a record that exists.
     * @param {string | number} id
     * @param {string} name what the record is called
     * @param {File} file
     * @param {string} [mediaType] when the person knows better than the file
     */
    replace(id, name, file, mediaType = file.type) {
        this.#add(file.slice(0, file.size, mediaType), name, async () => id);
    }

    /**
     * Makes a record for a file and sends its content.
     * @param {File} file
     */
    create(file) {
        const body = { name: file.name, mediaType: file.type || null, note: '', pinned: false };
        this.#add(file, file.name, async () => (await api('files', { method: 'POST', body })).data.id);
    }

    /**
     * @param {Blob} content
     * @param {string} name
     * @param {() => Promise<string | number>} record
     */
    #add(content, name, record) {
        const upload = new Upload({ content, name, record, changed: (changed) => this.#changed(changed) });
        this.#uploads.add(upload);
        this.#changed(upload);
    }

    /** @param {Upload} upload */
    #changed(upload) {
        this.#tray.show(upload);
        this.#next();
    }

    #next() {
        const all = [...this.#uploads];
        const running = all.filter(({ state }) => state === 'sending' || state === 'finishing').length;
        const first = running < AT_ONCE ? all.find(({ state }) => state === 'waiting') : undefined;
        void first?.run();
    }

    /** @param {Upload} upload */
    #forget(upload) {
        this.#uploads.delete(upload);
        this.#tray.remove(upload);
    }

    /**
     * To sign in elsewhere loses nothing; to leave would lose what is not sent yet.
     * @param {Event} event
     */
    #stay(event) {
        if ([...this.#uploads].some(({ state }) => state !== 'done' && state !== 'cancelled')) {
            stayThoughSignedOut(event);
        }
    }
}
