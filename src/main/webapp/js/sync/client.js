/** @import { Socket } from 'socket.io-client' */
/** @import { LinkParts } from './link.js' */
/** @import { CheckAnswer, Handler, JoinAnswer, Position, SyncEvent } from './types.js' */
import { catchUpEvent } from './catch-up.js';
import { debug } from './debug.js';
import { EarlyEvents } from './early.js';
import { Handlers, succeeds } from './handlers.js';
import { Link } from './link.js';
import { Room } from './room.js';

const GLOBAL = 'global';
const OVERLOADED_WITHIN_MS = 3000;
/** How long a check waits for a connection that is coming back: joining again proves more than it could ask. */
const PATIENCE_MS = 5000;

/**
 * What the client tells and asks of the page around it. Every part is optional: under Node there is no page.
 * @typedef {LinkParts & { onEvent?: (name: string, event: SyncEvent) => boolean, patience?: number }} Surroundings
 * `onEvent` returns false to keep an event from the handlers; `patience` in milliseconds
 */

/**
 * The rooms and handlers of one page over one Socket.IO connection: it joins again after each reconnect with the positions
 * held, drops doubles, and has the handlers of a room run whenever the room may have missed something. Every connection gets
 * what is global, so `global` is a room that is joined from the start and never left. It knows no DOM.
 */
export class SyncClient {
    /** @type {Map<string, Room>} */
    #rooms = new Map();
    #global = new Room(GLOBAL);
    #early = new EarlyEvents();
    #handlers = new Handlers();
    /** @type {Set<string>} rooms that the server told to refetch, each until it does */
    #doubtful = new Set();
    /** Those rooms catch up within so many milliseconds from when that was decided; infinite when there is no such plan. */
    #catchUpWithin = Infinity;
    /** @type {((live: boolean) => void)[]} */
    #awaitingLive = [];
    /** @type {Handler | undefined} */
    #refreshPage;
    #link;
    #surroundings;

    /** @param {Surroundings} [surroundings] */
    constructor(surroundings = {}) {
        this.#surroundings = surroundings;
        this.#link = new Link(surroundings);
        this.#global.state = 'wanted';
    }

    /** The connection: its state, and the ways to restart it. */
    get link() {
        return this.#link;
    }

    /** @returns {string[]} the rooms that the page has joined or is about to */
    get rooms() {
        return this.#followed().map((room) => room.name);
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
            disconnected: () => this.#partAll(),
        });
    }

    /** @param {string} name */
    joinRoom(name) {
        const room = this.#room(name);
        if (room.state === 'apart') {
            room.state = 'wanted';
            this.#join(room);
        }
    }

    /** @param {string} name */
    leaveRoom(name) {
        if (name === GLOBAL) {
            return;
        }
        const room = this.#rooms.get(name);
        this.#rooms.delete(name);
        this.#doubtful.delete(name);
        if (room && room.state !== 'apart') {
            this.#link.ask('leave', name).catch(() => debug('no answer to leave', name));
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
     * @param {string} name
     * @param {Position | null} position null when the page knows that its data is in doubt
     */
    setPosition(name, position) {
        const room = this.#room(name);
        this.#catchUpIf(room, room.place(position));
    }

    /** @param {string} name */
    position(name) {
        return (name === GLOBAL ? this.#global : this.#rooms.get(name))?.position;
    }

    /**
     * Up to where the page has been told of changes, by room: what it fetches for an event must contain no less.
     * @returns {Record<string, Position> | undefined} nothing when that cannot be said of every room
     */
    get told() {
        const told = this.#followed().flatMap((room) => (room.told ? [[room.name, room.told]] : []));
        return told.length > 0 && told.length === this.#followed().length ? Object.fromEntries(told) : undefined;
    }

    /**
     * Asks the server which rooms are stale. When it cannot be asked, every room is: only the database can tell then. While
     * the connection comes back, joining again tells.
     * @returns {Promise<string[]>}
     */
    async check() {
        const rooms = this.#global.mayShow ? [...this.#followed(), this.#global] : this.#followed();
        const names = rooms.map((room) => room.name);
        this.#link.wake();
        if (rooms.length === 0 || !(await this.#untilLive())) {
            return names;
        }
        /** @type {CheckAnswer} */
        let answer;
        try {
            const held = rooms.map(({ name, position }) => [name, position?.seq ?? 0]);
            answer = await this.#link.ask('sync:check', Object.fromEntries(held));
        } catch {
            debug('no answer to sync:check, the connection is dead');
            if (this.#isLive()) {
                this.#link.reconnect();
            }
            return (await this.#untilLive()) ? [] : names;
        }
        if (!answer.ok) {
            return names;
        }
        const stale = rooms.filter((room) => isStale(room, answer));
        stale.forEach((room) => room.fetching(answer.seq?.[room.name], epochOf(room.name, answer)));
        debug('checked', { names, stale: stale.map((room) => room.name) });
        if (stale.includes(this.#global)) {
            this.#catchUpOthers('stale');
        }
        return stale.map((room) => room.name);
    }

    /** @param {string} name */
    #room(name) {
        if (name === GLOBAL) {
            return this.#global;
        }
        const room = this.#rooms.get(name) ?? new Room(name);
        this.#rooms.set(name, room);
        return room;
    }

    #followed() {
        return [...this.#rooms.values()].filter((room) => room.state !== 'apart');
    }

    #joinAll() {
        this.#partAll();
        this.#global.state = 'wanted';
        [this.#global, ...this.#followed()].forEach((room) => this.#join(room));
    }

    /** @param {Room} room */
    #join(room) {
        if (!this.#link.connected || room.state !== 'wanted') {
            return;
        }
        const held = room.joining();
        const request = held ? { room: room.name, since: held.seq, epoch: held.epoch } : room.name;
        this.#link
            .ask('join', request, (answer) => this.#joined(room, answer))
            .catch(() => {
                if (this.#link.connected && this.#isFollowed(room) && room.state === 'joining') {
                    debug('no answer to join, reconnecting', room.name);
                    this.#link.reconnect();
                }
            });
    }

    /** @param {Room} room */
    #isFollowed(room) {
        return room === this.#global || this.#rooms.get(room.name) === room;
    }

    /**
     * @param {Room} room
     * @param {JoinAnswer} answer
     */
    #joined(room, answer) {
        debug('join', room.name, answer);
        if (!this.#isFollowed(room) || room.state !== 'joining') {
            return;
        }
        if (answer.error === 'overloaded') {
            // Busy for a moment only: to give the room up would leave the page stale for good.
            room.state = 'wanted';
            this.#link.sometime(OVERLOADED_WITHIN_MS, () => this.#join(room));
            return;
        }
        if (!answer.ok) {
            console.warn(`[sync] room ${room.name} refused: ${answer.error}`);
            room.state = 'apart';
        }
        const why = answer.ok ? room.joined(answer) : undefined;
        this.#catchUpIf(room, why);
        if (room === this.#global) {
            this.#deliverEarly();
        }
        this.#settle();
    }

    #deliverEarly() {
        const { events, tooMany } = this.#early.take();
        if (tooMany) {
            void this.#catchUp(this.#global, 'too many');
        } else {
            events.forEach(([name, event]) => this.#deliver(name, event, this.#global));
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
        const from = roomOf(event);
        const room = from === GLOBAL ? this.#global : this.#rooms.get(from ?? '');
        if (room === this.#global && room.state === 'joining' && room.position) {
            room.arrived();
            this.#early.hold(name, event);
        } else if (from === undefined || (room && (room === this.#global || room.state !== 'apart'))) {
            this.#deliver(name, event, room);
        }
    }

    /**
     * @param {string} name
     * @param {SyncEvent} event
     * @param {Room | undefined} room none when it is not an event of ours
     */
    #deliver(name, event, room) {
        if (room && !room.hear(event.seq)) {
            return;
        }
        if (room === this.#global || this.#handlers.has(name)) {
            // Without a handler nobody refreshes: the room stays behind, and the idle guard finds it stale.
            room?.raise(event.seq);
        }
        if (this.#surroundings.onEvent?.(name, event) ?? true) {
            void this.#call(name, event, room);
        }
    }

    /**
     * @param {Room} room
     * @param {string | undefined} why nothing when the room need not catch up
     */
    #catchUpIf(room, why) {
        if (why !== undefined) {
            void this.#catchUp(room, why);
        }
    }

    /**
     * Has the room's handlers run although no event came; those of all rooms when anything may have changed.
     * @param {Room} room
     * @param {string} why
     */
    async #catchUp(room, why) {
        debug('catching up', room.name, why);
        this.#doubtful.delete(room.name);
        if (room === this.#global) {
            this.#followed().forEach((one) => void this.#catchUp(one, why));
            this.#catchUpOthers(why);
            return;
        }
        const name = `${room.name}:changed`;
        const event = catchUpEvent(`room:${room.name}`, room.position?.seq ?? 0, why);
        if (this.#handlers.has(name)) {
            await this.#call(name, event, room);
        } else if (this.#refreshPage && !(await succeeds(this.#refreshPage, event))) {
            room.doubt();
        }
    }

    /**
     * Has the handlers run that belong to no room of the page: what they listen to may be global.
     * @param {string} why
     */
    #catchUpOthers(why) {
        const ofRooms = new Set(this.rooms.map((room) => `${room}:changed`));
        const event = catchUpEvent(GLOBAL, this.#global.position?.seq ?? 0, why);
        const others = this.#handlers.names.filter((name) => !ofRooms.has(name));
        others.forEach((name) => void this.#call(name, event, this.#global));
    }

    /**
     * @param {string} name
     * @param {SyncEvent} event
     * @param {Room | undefined} room
     */
    async #call(name, event, room) {
        const succeeded = await this.#handlers.call(name, event);
        if (!succeeded) {
            room?.doubt();
        }
    }

    /** @param {{ rooms?: string[], reason?: string, within?: number }} message */
    #resync({ rooms = this.rooms, reason = 'resync', within = 0 }) {
        debug('sync:resync', rooms, reason);
        const everything = rooms.includes(GLOBAL);
        const concerned = this.#followed().filter((room) => everything || rooms.includes(room.name));
        for (const room of everything ? [this.#global, ...concerned] : concerned) {
            room.resynced();
            this.#doubtful.add(room.name);
        }
        // The first of several to come due serves them all: each with a moment of its own would make the page fetch ever sooner.
        if (within < this.#catchUpWithin) {
            this.#catchUpWithin = within;
            this.#link.sometime(within, () => {
                this.#catchUpWithin = Infinity;
                this.#catchUpDoubtful(reason);
            });
        }
    }

    /** @param {string} reason */
    #catchUpDoubtful(reason) {
        const rooms = [this.#global, ...this.#followed()].filter((room) => this.#doubtful.has(room.name));
        rooms.forEach((room) => this.#learnEpoch(room));
        if (rooms.includes(this.#global)) {
            void this.#catchUp(this.#global, reason);
        } else {
            rooms.forEach((room) => void this.#catchUp(room, reason));
        }
    }

    /**
     * Asks which epoch the room's events are of by now, so that they can raise its position again. No list answer says where
     * `global` stands: what is fetched now is at least there, or every reconnect from here on would fetch everything.
     * @param {Room} room
     */
    #learnEpoch(room) {
        const take = (/** @type {JoinAnswer} */ answer) => {
            if (answer.ok && room.state === 'joined') {
                room.follow(answer.epoch);
                if (room === this.#global && !this.#doubtful.has(GLOBAL)) {
                    room.fetching(answer.seq, answer.epoch);
                }
            }
        };
        if (room.state === 'joined') {
            this.#link.ask('join', room.name, take).catch(() => debug('no answer to join', room.name));
        }
    }

    #partAll() {
        this.#early.take();
        [this.#global, ...this.#followed()].forEach((room) => room.parted());
    }

    /** Live means that every room would hear its events now. */
    #isLive() {
        return this.#link.connected && [this.#global, ...this.#followed()].every(({ state }) => state === 'joined' || state === 'apart');
    }

    #settle() {
        if (this.#isLive()) {
            this.#link.settled();
            this.#awaitingLive.splice(0).forEach((resolve) => resolve(true));
        }
    }

    /** @returns {Promise<boolean>} false when it does not become live in time */
    #untilLive() {
        if (this.#isLive()) {
            return Promise.resolve(true);
        }
        return new Promise((resolve) => {
            this.#awaitingLive.push(resolve);
            setTimeout(() => {
                this.#awaitingLive = this.#awaitingLive.filter((one) => one !== resolve);
                resolve(false);
            }, this.#surroundings.patience ?? PATIENCE_MS);
        });
    }
}

/**
 * @param {Room} room
 * @param {CheckAnswer} answer
 */
function isStale(room, answer) {
    return answer.stale.includes(room.name) || room.position?.epoch !== epochOf(room.name, answer);
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
