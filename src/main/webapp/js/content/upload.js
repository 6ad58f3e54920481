import { t } from '../i18n.js';
import { contentUrl } from './address.js';
import { sendContent } from './send.js';

/** @typedef {'waiting' | 'sending' | 'finishing' | 'done' | 'failed' | 'cancelled'} UploadState */

/**
 * @typedef {object} UploadParts
 * @property {Blob} content
 * @property {string} name what the record is called
 * @property {() => Promise<string | number>} record makes the record, or names the one there is; asked once
 * @property {(upload: Upload) => void} changed told of each step
 * @property {typeof sendContent} [send]
 */

/**
 * One content on its way to its record. It can be cancelled and begun again; a record that was made stays, whatever happens
 * to the content.
 */
export class Upload {
    /** @type {UploadState} */
    state = 'waiting';
    /** Bytes sent so far. */
    sent = 0;
    /** Why it failed, for people. */
    reason = '';
    /** @type {string | number | undefined} */
    id;
    #parts;
    /** @type {AbortController | undefined} */
    #cancelling;

    /** @param {UploadParts} parts */
    constructor(parts) {
        this.#parts = parts;
    }

    get name() {
        return this.#parts.name;
    }

    /** The content's size in bytes. */
    get size() {
        return this.#parts.content.size;
    }

    /** Whether something would be lost if the page were left now. */
    get underWay() {
        return ['waiting', 'sending', 'finishing'].includes(this.state);
    }

    /** Sends it. Never rejects: the state says how it went. */
    async run() {
        this.#cancelling = new AbortController();
        this.#step('sending');
        try {
            this.id ??= await this.#parts.record();
            this.#cancelling.signal.throwIfAborted();
            const send = this.#parts.send ?? sendContent;
            const { signal } = this.#cancelling;
            await send(contentUrl(this.id), this.#parts.content, { signal, progress: (sent) => this.#progressed(sent) });
            this.#step('done');
        } catch (error) {
            const cancelled = this.#cancelling.signal.aborted;
            this.reason = cancelled ? '' : this.#explain(/** @type {Error} */ (error));
            this.#step(cancelled ? 'cancelled' : 'failed');
        }
    }

    cancel() {
        if (this.state === 'waiting') {
            this.#step('cancelled');
        } else if (this.underWay) {
            this.#cancelling?.abort();
        }
    }

    /** Makes it wait for its turn again. */
    again() {
        this.sent = 0;
        this.reason = '';
        this.#step('waiting');
    }

    /** @param {Error} error */
    #explain(error) {
        return this.id === undefined ? error.message : t('upload.recordStays', { reason: error.message });
    }

    /** @param {number} sent */
    #progressed(sent) {
        this.sent = Math.min(sent, this.size);
        this.#step(this.sent < this.size ? 'sending' : 'finishing');
    }

    /** @param {UploadState} state */
    #step(state) {
        this.state = state;
        this.#parts.changed(this);
    }
}
