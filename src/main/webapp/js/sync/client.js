/** @import { Socket } from 'socket.io-client' */
/** @import { LinkParts } from './link.js' */
/** @import { CheckAnswer, Handler, JoinAnswer, Position, SyncEvent } from './types.js' */
import { debug } from './debug.js';
import { Handlers, succeeds } from './handlers.js';
import { Link } from './link.js';
import { Positions } from './positions.js';

const OVERLOADED_WITHIN_MS = 3000;

/**
 * What the client tells and asks of the page around it. Every part is optional: under Node there is no page.
 * @typedef {LinkParts & { onEvent?: (name: string, event: SyncEvent) => boolean }} Surroundings
 * `onEvent` returns false to keep an event from the handlers
 */

/**
 * The rooms and handlers of one page over one Socket.IO connection: it joins again after each reconnect with the positions
 * held, drops doubles, and has the handlers of a room run whenever the room may have missed something. It knows no DOM.
 */
export class SyncClient {
    /** @type {Map<string, 'wanted' | 'joining' | 'joined'>} */
    #rooms = new Map();
    /** @type {Map<string, Position>} where a room stood when it was joined without knowing what the page shows */
    #joinedBlind = new Map();
    /** @type {Set<string>} rooms joined at least once, whose data the page may show */
    #joinedOnce = new Set();
    #positions = new Positions();
    #handlers = new Handlers();
    /** @type {Handler | undefined} */
    #refreshPage;
    #link;
    #surroundings;

    /** @param {Surroundings} [surroundings] */
    constructor(surroundings = {}) {
        this.#surroundings = surroundings;
        this.#link = new Link(surroundings);
    }

    /** The connection: its state, and the ways to restart it. */
    get link() {
        return this.#link;
    }

    /** @returns {string[]} */
    get rooms() {
        return [...this.#rooms.keys()];
    }

    /**
     * Gives the client its socket and connects it. Once.
     * @param {Socket} socket
     */
    attach(socket) {
        socket.on('sync:resync', (message) => this.#resync(message ?? {}));
        socket.on('sync:drain', (message) => this.#link.leave(message?.within));
        socket.onAny((name, payload) => this.#received(name, payload));
        this.#link.attach(socket, {
            connected: () => this.#joinAll(),
            disconnected: () => this.#markAllUnjoined(),
        });
    }

    /** @param {string} room */
    joinRoom(room) {
        if (!this.#rooms.has(room)) {
            this.#rooms.set(room, 'wanted');
            void this.#join(room);
        }
    }

    /** @param {string} room */
    leaveRoom(room) {
        if (this.#rooms.delete(room)) {
            this.#positions.forget(room);
            this.#joinedBlind.delete(room);
            this.#joinedOnce.delete(room);
            this.#link.ask('leave', room).catch(() => debug('no answer to leave', room));
            this.#settle();
        }
    }

    /**
     * @param {string} event
     * @param {Handler} handler
     */
    on(event, handler) {
        this.#handlers.add(event, handler);
    }

    /**
     * @param {string} event
     * @param {Handler} [handler]
     */
    off(event, handler) {
        this.#handlers.remove(event, handler);
    }

    /**
     * What refreshes the page when a room without handlers of its own has to catch up.
     * @param {Handler | undefined} handler
     */
    set refreshPage(handler) {
        this.#refreshPage = handler;
    }

    /**
     * Takes the position that a list answer carries.
     * @param {string} room
     * @param {Position | null} position null when the page knows that its data is in doubt
     */
    setPosition(room, position) {
        if (!position) {
            this.#positions.forget(room);
            return;
        }
        this.#positions.replace(room, position);
        const blind = this.#joinedBlind.get(room);
        this.#joinedBlind.delete(room);
        // Without this, a change between the list and a join that could not name it would be seen by neither.
        if (blind && (blind.epoch !== position.epoch || blind.seq > position.seq)) {
            void this.#catchUp(room, 'joined after a change');
        }
    }

    /** @param {string} room */
    position(room) {
        return this.#positions.get(room);
    }

    /**
     * Asks the server which rooms are stale. When it cannot be asked, every room is: only the database can tell then.
     * @returns {Promise<string[]>}
     */
    async check() {
        const rooms = this.rooms;
        if (rooms.length === 0 || !this.#link.connected) {
            this.#link.wake();
            return rooms;
        }
        /** @type {CheckAnswer} */
        let answer;
        try {
            answer = await this.#link.ask('sync:check', this.#positions.seqs(rooms));
        } catch {
            debug('no answer to sync:check, the connection is dead');
            this.#link.reconnect();
            return rooms;
        }
        if (!answer.ok) {
            return rooms;
        }
        const stale = rooms.filter((room) => this.#isStale(room, answer));
        for (const room of stale) {
            this.#positions.replace(room, { seq: answer.seq?.[room] ?? 0, epoch: epochOf(room, answer) });
        }
        debug('checked', { rooms, stale });
        return stale;
    }

    /**
     * @param {string} room
     * @param {CheckAnswer} answer
     */
    #isStale(room, answer) {
        return answer.stale.includes(room) || this.#positions.get(room)?.epoch !== epochOf(room, answer);
    }

    #joinAll() {
        this.#markAllUnjoined();
        for (const room of this.#rooms.keys()) {
            void this.#join(room);
        }
        this.#settle();
    }

    /** @param {string} room */
    async #join(room) {
        if (!this.#link.connected || this.#rooms.get(room) !== 'wanted') {
            return;
        }
        this.#rooms.set(room, 'joining');
        const held = this.#positions.get(room);
        const request = held ? { room, since: held.seq, epoch: held.epoch } : room;
        try {
            this.#joined(room, held, await this.#link.ask('join', request));
        } catch {
            if (this.#link.connected && this.#rooms.get(room) === 'joining') {
                debug('no answer to join, reconnecting', room);
                this.#link.reconnect();
            }
        }
    }

    /**
     * @param {string} room
     * @param {Position | undefined} asked the position that the join named
     * @param {JoinAnswer} answer
     */
    #joined(room, asked, answer) {
        debug('join', room, answer);
        if (this.#rooms.get(room) !== 'joining') {
            return;
        }
        if (answer.error === 'overloaded') {
            // Busy for a moment only: to give the room up would leave the page stale for good.
            this.#rooms.set(room, 'wanted');
            this.#link.sometime(OVERLOADED_WITHIN_MS, () => void this.#join(room));
            return;
        }
        if (!answer.ok) {
            console.warn(`[sync] room ${room} refused: ${answer.error}`);
            this.#rooms.delete(room);
            this.#settle();
            return;
        }
        this.#rooms.set(room, 'joined');
        this.#settle();
        const held = this.#positions.get(room);
        const arrivedMeanwhile = !asked && held && (held.epoch !== answer.epoch || held.seq < answer.seq);
        // Joined again while the data was in doubt: what happened in between came from nowhere.
        const inDoubt = !asked && !held && this.#joinedOnce.has(room);
        this.#joinedOnce.add(room);
        if (!held || held.epoch !== answer.epoch || held.seq < answer.seq) {
            this.#positions.replace(room, answer);
        }
        if (!asked && !held) {
            this.#joinedBlind.set(room, { seq: answer.seq, epoch: answer.epoch });
        }
        if (!answer.recovered || answer.missed > 0 || arrivedMeanwhile || inDoubt) {
            void this.#catchUp(room, answer.recovered ? 'missed' : 'not recovered');
        }
    }

    /**
     * @param {string} name
     * @param {SyncEvent} event
     */
    #received(name, event) {
        if (name.startsWith('sync:')) {
            return;
        }
        debug(name, event);
        const room = roomOf(event);
        const known = room === 'global' || room === undefined || this.#rooms.has(room);
        const isNews = room === undefined || this.#positions.raise(room, event.seq);
        if (known && isNews && (this.#surroundings.onEvent?.(name, event) ?? true)) {
            void this.#call(name, event, room);
        }
    }

    /**
     * Has the room's handlers run although no event came.
     * @param {string} room
     * @param {string} why
     */
    async #catchUp(room, why) {
        debug('catching up', room, why);
        const name = `${room}:changed`;
        const event = catchUpEvent(room, this.#positions.get(room)?.seq ?? 0, why);
        if (this.#handlers.has(name)) {
            await this.#call(name, event, room);
        } else if (this.#refreshPage && !(await succeeds(this.#refreshPage, event))) {
            this.#positions.forget(room);
        }
    }

    /**
     * @param {string} name
     * @param {SyncEvent} event
     * @param {string | undefined} room
     */
    async #call(name, event, room) {
        const succeeded = await this.#handlers.call(name, event);
        if (!succeeded && room !== undefined) {
            this.#positions.forget(room);
        }
    }

    /** @param {{ rooms?: string[], reason?: string, within?: number }} message */
    #resync({ rooms = this.rooms, reason = 'resync', within = 0 }) {
        debug('sync:resync', rooms, reason);
        const concerned = rooms.includes('global') ? this.rooms : rooms.filter((room) => this.#rooms.has(room));
        concerned.forEach((room) => this.#positions.forget(room));
        this.#link.sometime(within, () => concerned.forEach((room) => void this.#catchUp(room, reason)));
    }

    #markAllUnjoined() {
        this.#rooms.forEach((_, room) => this.#rooms.set(room, 'wanted'));
    }

    /** Live means that every room would hear its events now. */
    #settle() {
        if (this.#link.connected && [...this.#rooms.values()].every((state) => state === 'joined')) {
            this.#link.settled();
        }
    }
}

/**
 * @param {SyncEvent | undefined} event
 * @returns {string | undefined} nothing when it is not an event of ours
 */
function roomOf(event) {
    if (typeof event?.scope !== 'string' || typeof event.seq !== 'number') {
        return undefined;
    }
    return event.scope.startsWith('room:') ? event.scope.slice('room:'.length) : event.scope;
}

/**
 * Each room has an epoch of its own; a server that names one means it for all.
 * @param {string} room
 * @param {CheckAnswer} answer
 */
function epochOf(room, answer) {
    return answer.epochs?.[room] ?? answer.epoch;
}

/**
 * @param {string} room
 * @param {number} seq
 * @param {string} why
 * @returns {SyncEvent}
 */
function catchUpEvent(room, seq, why) {
    return { reason: 'updated', seq, worker: 0, scope: `room:${room}`, id: '', data: { catchUp: why } };
}
