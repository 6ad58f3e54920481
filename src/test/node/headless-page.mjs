import { io } from 'socket.io-client';
import { Listing } from '../../main/webapp/js/listing.js';
import { SoftRefresh } from '../../main/webapp/js/refresh.js';
import { aboutEvent, toldHeader } from '../../main/webapp/js/sync/about.js';
import { SyncClient } from '../../main/webapp/js/sync/client.js';
import { until } from './until.mjs';

/**
 * A page that shows a list, made of the application's own modules and nothing else: what it "shows" is `shown`. It has no idle
 * guard, so nothing but events and positions can keep it true. Opening it is taken apart into its two steps, the list and the
 * room, so that a test can put something between them.
 */
export class HeadlessPage {
    /** The list answer on show. */
    shown;
    /** Whether the room has answered. */
    joined = false;
    #client = new SyncClient();
    #socket;
    #refresh;

    /**
     * @param {{ socket: string, api: string, cookie: string, room: string, path: string }} where
     * @param {(answer: object) => Promise<object>} [onItsWay] what every list answer passes through before it arrives
     */
    constructor({ socket, api, cookie, room, path }, onItsWay = async (answer) => answer) {
        this.room = room;
        const call = async (asked, { ifNoneMatch, told }) => {
            const known = { ...(ifNoneMatch && { 'If-None-Match': ifNoneMatch }), ...(told && { 'Sync-Position': toldHeader(told) }) };
            const headers = { Cookie: cookie, ...known };
            const response = await fetch(`${api}api/${asked}`, { headers });
            const data = response.status === 304 ? undefined : await response.json();
            return onItsWay({ status: response.status, data, etag: response.headers.get('ETag') ?? undefined });
        };
        const listing = new Listing(call, (position) => this.#client.setPosition(room, position));
        const load = (patience, told) => listing.load(path, patience, told ? this.#client.told : undefined);
        this.#refresh = new SoftRefresh({ load, apply: (list) => (this.shown = list), delay: 0 });
        this.#client.on(`${room}:changed`, (event) => this.#refresh.soon(aboutEvent(event, false)));
        this.#socket = io(socket, { transports: ['websocket'], extraHeaders: { Cookie: cookie }, forceNew: true, autoConnect: false });
    }

    /** Connects, without joining any room yet; no answer of the server is under way then. */
    async connect() {
        this.#client.attach(this.#socket);
        await until('the page is live', () => this.#client.link.state === 'live');
    }

    /** Asks for the list as a page does when it is opened; resolved once it is shown. */
    list() {
        return this.#refresh.now();
    }

    /** Joins the room as a page does when it is opened. */
    join() {
        const { link } = this.#client;
        const ask = link.ask.bind(link);
        link.ask = async (...question) => {
            const answer = await ask(...question);
            this.joined ||= question[0] === 'join';
            return answer;
        };
        this.#client.joinRoom(this.room);
    }

    close() {
        this.#socket.disconnect();
    }
}
