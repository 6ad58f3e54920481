import { EventEmitter } from 'node:events';
import { Listing } from '../../main/webapp/js/listing.js';
import { SoftRefresh } from '../../main/webapp/js/refresh.js';
import { SyncClient } from '../../main/webapp/js/sync/client.js';

/** The server's end of a connection, in memory: answers `join` and `sync:check` as the test says, and knows of no global event. */
export class FakeSocket extends EventEmitter {
    connected = false;
    active = true;
    /** A new one for each connection. */
    id;
    connections = 0;
    sent = [];
    answers = {};
    global = { ok: true, room: 'global', seq: 10, epoch: 'g', recovered: true, missed: 0 };
    #any = () => {};

    connect() {
        this.connected = true;
        this.id = `socket-${++this.connections}`;
        this.emit('connect');
        return this;
    }

    disconnect() {
        if (this.connected) {
            this.drop('io client disconnect');
        }
        return this;
    }

    onAny(listener) {
        this.#any = listener;
    }

    /** An answer that is a promise comes when the test says so, any other in the next turn. */
    timeout() {
        const emit = (name, payload, ack) => {
            this.sent.push([name, payload]);
            const answer = name === 'join' && roomIn(payload) === 'global' ? this.global : this.answers[name];
            Promise.resolve(typeof answer === 'function' ? answer(payload) : answer).then(
                (said) => said && ack(null, said),
                (error) => ack(error),
            );
        };
        return { emit };
    }

    receive(name, payload) {
        this.#any(name, payload);
        super.emit(name, payload);
    }

    drop(reason = 'transport close') {
        this.connected = false;
        this.emit('disconnect', reason);
    }

    /** What was asked about the rooms of the page; `global` is asked about by every page. */
    sentOf(name) {
        return this.sent.filter(([sent, payload]) => sent === name && roomIn(payload) !== 'global').map(([, payload]) => payload);
    }

    sentOfGlobal(name) {
        return this.sent.filter(([sent, payload]) => sent === name && roomIn(payload) === 'global').map(([, payload]) => payload);
    }
}

function roomIn(payload) {
    return payload?.room ?? payload;
}

export const settled = () => new Promise((resolve) => setImmediate(resolve));

export async function until(what, condition) {
    const deadline = Date.now() + 3000;
    while (!condition()) {
        if (Date.now() > deadline) {
            throw new Error(`in vain: ${what}`);
        }
        await settled();
    }
}

/**
 * A worker with its rooms and their history, and the application behind it: numbers events, replays what was missed, and counts
 * the requests for lists. Packets go out in the order in which they are made, all at once as over polling when it is told so.
 */
export class ScriptedServer {
    lists = 0;
    epoch = 'a';
    socket = new FakeSocket();
    /** Set while list answers wait on their way. */
    slow;
    #last = new Map();
    #history = [];
    #members = new Set();

    constructor() {
        this.socket.timeout = () => ({ emit: (name, payload, ack) => this.#ask(name, payload, ack) });
        this.socket.on('disconnect', () => this.#members.clear());
    }

    /** @returns the event, as it goes to whoever is in the room */
    publish(room, { name = `${room}:changed`, id = '7' } = {}) {
        const seq = (this.#last.get(room) ?? 100) + 1;
        this.#last.set(room, seq);
        const scope = room === 'global' ? 'global' : `room:${room}`;
        const event = { reason: 'updated', seq, worker: 1, scope, id, data: {} };
        this.#history.push({ room, name, event });
        if (this.socket.connected && (room === 'global' || this.#members.has(room))) {
            this.socket.receive(name, event);
        }
        return event;
    }

    position(room) {
        return { seq: this.#last.get(room) ?? 100, epoch: this.epoch };
    }

    /** The numbering begins anew, as after Redis has lost everything on a machine whose clock is behind. */
    loseEverything(epoch) {
        this.epoch = epoch;
        this.#last.clear();
        this.#history = [];
        this.resync([...this.#members], 'epoch');
    }

    resync(rooms, reason, within = 0) {
        this.socket.receive('sync:resync', { rooms, reason, within });
    }

    /** The connection ends, and the page comes back, to this or another worker. */
    async reconnect() {
        this.socket.drop();
        this.socket.connect();
        await settled();
    }

    /** What `GET /api/<room>` answers: the position, read before the data. */
    async list(room) {
        this.lists++;
        const data = { items: [], shows: this.position(room), ...this.position(room) };
        await this.slow;
        return { status: 200, data };
    }

    #ask(name, payload, ack) {
        this.socket.sent.push([name, payload]);
        if (name === 'join') {
            queueMicrotask(() => this.#join(payload, ack));
        } else if (name === 'sync:check') {
            const stale = Object.keys(payload).filter((room) => payload[room] !== this.position(room).seq);
            const seq = Object.fromEntries(Object.keys(payload).map((room) => [room, this.position(room).seq]));
            queueMicrotask(() => ack(null, { ok: true, stale, seq, epoch: this.epoch }));
        } else {
            queueMicrotask(() => ack(null, { ok: true }));
        }
    }

    #join(payload, ack) {
        const { room, since, epoch } = typeof payload === 'string' ? { room: payload } : payload;
        if (!this.socket.connected) {
            return;
        }
        const recovered = since === undefined || epoch === this.epoch;
        const missed = since !== undefined && recovered ? this.#history.filter((one) => one.room === room && one.event.seq > since) : [];
        this.#members.add(room);
        missed.forEach(({ name, event }) => this.socket.receive(name, event));
        ack(null, { ok: true, room, ...this.position(room), recovered, missed: missed.length });
    }
}

/** A page that shows one list, made of the application's own modules. */
export class ScriptedPage {
    /** Where the room stood that is shown. */
    shows;
    heard = [];
    client;
    refresh;
    /** @type {Promise<void>[]} */
    #fetching = [];

    constructor(server, surroundings = {}) {
        this.client = new SyncClient({ random: () => 0, patience: 50, ...surroundings });
        const listing = new Listing(
            () => server.list('files'),
            (position) => this.client.setPosition('files', position),
        );
        this.refresh = new SoftRefresh({ load: () => listing.load('files'), apply: (list) => (this.shows = list.shows), delay: 1, retries: [1] });
        this.client.on('files:changed', (event) => {
            this.heard.push(event.data.catchUp ?? event.seq);
            const shown = this.refresh.soon();
            this.#fetching.push(shown);
            return shown;
        });
        this.client.joinRoom('files');
        this.client.attach(server.socket);
    }

    /** Opened, joined, shown, quiet. */
    static async open(server, surroundings) {
        const page = new ScriptedPage(server, surroundings);
        await page.refresh.now();
        await settled();
        return page;
    }

    /** What was to be done at once is done, and what that was to fetch is fetched. */
    async quiet() {
        // Timers run in the order in which they are due.
        await new Promise((resolve) => setTimeout(resolve, 2));
        while (this.#fetching.length > 0) {
            await Promise.allSettled(this.#fetching.splice(0));
            await settled();
        }
    }
}
