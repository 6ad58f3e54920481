import { AsyncResource } from 'node:async_hooks';
import { io } from 'socket.io-client';
import { onPage } from './page-world.mjs';

const ANSWER_MS = 2_000;

let number = 0;

/**
 * A page with a list, as js/pages/ has them, that keeps a diary of what came over the wire and what was made of it. It has no idle guard:
 * nothing but events, positions and resyncs keeps it true. The diary's entries, `at` being a seq:
 * `ask` since epoch | `joined` at epoch recovered missed | `event` at id | `resync` reason | `cut` reason, as on the wire;
 * `handled` at id | `catchUp` why, as the page's handler was called; `list` at epoch, as a list was shown.
 */
export class FaultPage {
    /** List requests that it has made. */
    lists = 0;
    resyncs = 0;
    #room;
    #path;
    #diary = [];
    #shown;
    #manager;
    #socket;
    /** Runs what somebody else wants of the page on the page. */
    #onPage;
    /** Refreshes that it was told to make, those that the list request under way serves, and those that what it shows has served. */
    #wanted = 0;
    #asking = 0;
    #served = 0;
    /** Where the page stands by all that it was told. */
    #at = { seq: -1, epoch: '' };

    /** @param {{ room: string, path: string }} what */
    constructor({ room, path }) {
        this.#room = room;
        this.#path = path;
    }

    /**
     * @param {string} address the root of the server that it is loaded from
     * @param {string} modules the root of the application's modules
     */
    async open(address, modules) {
        const surroundings = {
            address,
            fetched: (path) => (this.lists += path === `api/${this.#path}` ? 1 : 0),
            io: (uri, options) => this.#watch(io(uri, options)),
        };
        await onPage(surroundings, async () => {
            this.#onPage = AsyncResource.bind((run) => run());
            const [{ api }, { Listing }, { SoftRefresh, retryWhenLive }, { aboutEvent }, { SyncManager }] = await Promise.all(
                ['utils/api.js', 'listing.js', 'refresh.js', 'sync/about.js', `sync.js?page=${++number}`].map(
                    (name) => import(`${modules}js/${name}`),
                ),
            );
            this.#manager = SyncManager;
            const listing = new Listing(api, (position) => SyncManager.setPosition(this.#room, position));
            const load = (patience, told) => {
                this.#asking = this.#wanted;
                return listing.load(this.#path, patience, told ? SyncManager.told : undefined);
            };
            const refresh = new SoftRefresh({ load, apply: (list) => this.#show(list) });
            SyncManager.on(`${this.#room}:changed`, (event) => {
                this.#note(...(event.worker === 0 ? ['catchUp', event.data.catchUp] : ['handled', event.seq, event.id]));
                this.#wanted++;
                return refresh.soon(aboutEvent(event, false));
            });
            SyncManager.joinRoom(this.#room);
            retryWhenLive(refresh);
            await refresh.now();
        });
    }

    get live() {
        return this.#manager?.state === 'live';
    }

    /** Whether no list request is under way or to come. */
    get quiet() {
        return this.#served === this.#wanted;
    }

    /** What it shows, as `id:version,id:version`. */
    get shown() {
        return this.#shown?.items.map(({ id, version }) => `${id}:${version}`).sort().join() ?? '';
    }

    get at() {
        return this.#at;
    }

    /**
     * Where the worker says that the room stands. It says so only when all up to there was sent, and the answer comes behind that.
     * @returns {Promise<{ seq: number, epoch: string }>} -1 and no epoch when it does not say
     */
    sentUpTo() {
        return this.#onPage(
            () =>
                new Promise((resolve) => {
                    this.#socket.timeout(ANSWER_MS).emit('sync:check', { [this.#room]: 0 }, (error, answer) => {
                        resolve({ seq: answer?.seq?.[this.#room] ?? -1, epoch: answer?.epochs?.[this.#room] ?? '' });
                    });
                }),
        );
    }

    /** What happened since this was asked last. */
    takeDiary() {
        return this.#diary.splice(0);
    }

    #note(...entry) {
        this.#diary.push(entry);
    }

    #show(list) {
        this.#shown = list;
        this.#served = this.#asking;
        this.#note('list', list.seq, list.epoch);
        this.#stand(list);
    }

    #stand({ seq, epoch }) {
        if (epoch !== this.#at.epoch || seq > this.#at.seq) {
            this.#at = { seq, epoch };
        }
    }

    #watch(socket) {
        this.#socket = socket;
        socket.onAny((name, payload) => {
            // One that was published as an event says nothing of rooms: it is its own room's.
            if (name === 'sync:resync' && (payload.rooms ?? [this.#room]).includes(this.#room)) {
                this.resyncs++;
                this.#note('resync', payload.reason);
            } else if (payload?.scope === `room:${this.#room}`) {
                this.#note('event', payload.seq, payload.id);
                this.#stand({ seq: payload.seq, epoch: this.#at.epoch });
            }
        });
        socket.on('disconnect', (reason) => this.#note('cut', reason));
        const emit = socket.emit.bind(socket);
        // The answer must be noted where it arrives: what comes behind it in the same moment comes after it.
        socket.emit = (name, ...args) => emit(name, ...(name === 'join' ? this.#overheard(...args) : args));
        return socket;
    }

    #overheard(asked, answer) {
        if ((asked.room ?? asked) !== this.#room) {
            return [asked, answer];
        }
        this.#note('ask', asked.since ?? null, asked.epoch ?? '');
        const overhearing = (error, joined) => {
            if (joined?.ok) {
                this.#note('joined', joined.seq, joined.epoch, joined.recovered, joined.missed);
                this.#stand(joined);
            }
            answer(error, joined);
        };
        return [asked, Object.assign(overhearing, { withError: answer.withError })];
    }
}
