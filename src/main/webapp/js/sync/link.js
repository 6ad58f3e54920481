/** @import { Socket } from 'socket.io-client' */
/** @import { LinkState } from './types.js' */
import { debug } from './debug.js';

const ANSWER_MS = 5000;
const OFFLINE_AFTER_MS = 10000;
const RETURN_AFTER_MS = 3000;

/**
 * What the link tells and asks of the page around it. Every part is optional: under Node there is no page.
 * @typedef {object} LinkParts
 * @property {(state: LinkState) => void} [onState]
 * @property {() => Promise<boolean>} [signedIn] asked when the server closed the door; false ends the reconnecting
 * @property {() => number} [random] between 0 and 1
 */

/**
 * The connection of one page and what is honestly known about it. Socket.IO reconnects by itself after an accident; the
 * link adds what it leaves open: a door closed by the server, a network known to be gone, a restart in good order.
 */
export class Link {
    /** @type {Socket | undefined} */
    #socket;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    #offlineTimer;
    /** @type {LinkState} */
    #state = 'reconnecting';
    #parts;

    /** @param {LinkParts} parts */
    constructor(parts) {
        this.#parts = parts;
        this.#expectConnection();
    }

    get state() {
        return this.#state;
    }

    get connected() {
        return this.#socket?.connected ?? false;
    }

    /**
     * @param {Socket} socket not yet connected
     * @param {{ connected: () => void, disconnected: () => void }} listener
     */
    attach(socket, listener) {
        this.#socket = socket;
        socket.on('connect', listener.connected);
        socket.on('disconnect', (reason) => {
            listener.disconnected();
            void this.#disconnected(reason);
        });
        socket.on('connect_error', (error) => void this.#refused(/** @type {any} */ (error)));
        socket.connect();
    }

    /**
     * Asks the server; rejects when it is not connected or does not answer in time.
     * @param {string} name
     * @param {unknown} payload
     * @param {(answer: any) => any} [take] called in order with the events around the answer: over polling several packets
     * come at once, and a promise would be told only after the last of them
     * @returns {Promise<any>} what `take` returned, or the answer
     */
    ask(name, payload, take = (answer) => answer) {
        return new Promise((resolve, reject) => {
            if (!this.#socket?.connected) {
                reject(new Error('not connected'));
                return;
            }
            this.#socket.timeout(ANSWER_MS).emit(name, payload, (/** @type {Error | null} */ error, /** @type {any} */ answer) => {
                error ? reject(error) : resolve(take(answer));
            });
        });
    }

    /** Every room is joined: what happens from now on is heard. */
    settled() {
        clearTimeout(this.#offlineTimer);
        this.#offlineTimer = undefined;
        this.#show('live');
    }

    /** Closes the connection until it is opened anew. */
    letGo() {
        this.#socket?.disconnect();
    }

    /** Opens the connection anew, at once. */
    reconnect() {
        this.#socket?.disconnect().connect();
    }

    /**
     * Leaves a worker that stops: opens the connection anew at a random moment, unless an accident has done so by then.
     * @param {number | undefined} within milliseconds
     */
    leave(within) {
        const left = this.#socket?.id;
        this.sometime(within, () => {
            if (this.connected && this.#socket?.id === left) {
                this.reconnect();
            }
        });
    }

    /** Tries again where the link had given up because nobody was signed in: by now somebody may be. */
    wake() {
        if (this.#socket && !this.#socket.active) {
            this.#socket.connect();
        }
    }

    /** Says that the network is gone, without waiting to find out. */
    networkLost() {
        this.#show('offline');
    }

    /**
     * Runs it at a random moment, so that a thousand pages do not all come in the same second.
     * @param {number | undefined} within milliseconds
     * @param {() => void} run
     */
    sometime(within, run) {
        const random = this.#parts.random ?? Math.random;
        setTimeout(run, Math.max(0, Number(within) || 0) * random());
    }

    /** @param {string} reason */
    async #disconnected(reason) {
        debug('disconnected', reason);
        this.#expectConnection();
        if (reason === 'io server disconnect') {
            await this.#returnIfSignedIn();
        }
    }

    /** @param {Error & { description?: unknown }} error */
    async #refused(error) {
        debug('refused', error.message, error.description);
        const status = Number(error.description);
        // Only these say something of who asks: others come of a worker that starts, or of a proxy.
        if (!this.#socket?.active || status === 401 || status === 403) {
            await this.#returnIfSignedIn();
        }
    }

    async #returnIfSignedIn() {
        if ((await this.#parts.signedIn?.()) === false) {
            this.#socket?.disconnect();
            this.#show('offline');
        } else if (!this.#socket?.active) {
            this.sometime(RETURN_AFTER_MS, () => this.#socket?.connect());
        }
    }

    #expectConnection() {
        if (this.#state === 'live') {
            this.#show('reconnecting');
        }
        this.#offlineTimer ??= setTimeout(() => this.#show('offline'), OFFLINE_AFTER_MS);
        /** @type {any} */ (this.#offlineTimer).unref?.();
    }

    /** @param {LinkState} state */
    #show(state) {
        if (state !== this.#state) {
            this.#state = state;
            this.#parts.onState?.(state);
        }
    }
}
