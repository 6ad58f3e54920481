// Keeps the page true: the original's SyncManager as an ES module. It also takes the place of the global that sync-queue.js
// put up and makes the calls that waited there.

/** @import { Handler, LinkState, Position, SyncEvent } from './sync/types.js' */
import { io } from '../vendor/socket.io.esm.min.js';
import { SyncClient } from './sync/client.js';
import { loadConfig } from './sync/config.js';
import { IdleGuard } from './sync/idle-guard.js';
import { watchPage } from './sync/page.js';
import { isSignedIn, pageId } from './utils/api.js';

const config = loadConfig();
/** @type {IdleGuard | undefined} */
let guard;
let guardNumber = 0;
let wasLive = false;

const client = new SyncClient({
    onState: (state) => {
        announce('sync:state', { state });
        if (state === 'live') {
            // While the connection was gone the person's role may have changed, or the session ended.
            void (wasLive && isSignedIn());
            wasLive = true;
        }
    },
    onEvent: (name, event) => {
        guard?.sign();
        return announce('sync:event', { name, event, own: isOwn(event) });
    },
    signedIn: isSignedIn,
});

/**
 * @param {string} type
 * @param {object} detail
 * @returns {boolean} false when somebody on the page objected with preventDefault()
 */
function announce(type, detail) {
    return document.dispatchEvent(new CustomEvent(type, { detail, cancelable: true }));
}

/**
 * Whether the event came of a change that this very page made.
 * @param {SyncEvent | undefined} event
 */
function isOwn(event) {
    return event?.data?.origin === pageId;
}

export const SyncManager = {
    /** @param {string} room */
    joinRoom: (room) => client.joinRoom(room),
    /** @param {string} room */
    leaveRoom: (room) => client.leaveRoom(room),
    /**
     * @param {string} event for example `files:changed`
     * @param {Handler} handler called with the event object; adding it twice changes nothing
     */
    on: (event, handler) => client.on(event, handler),
    /**
     * @param {string} event
     * @param {Handler} [handler] all handlers of the event when left out
     */
    off: (event, handler) => client.off(event, handler),
    /**
     * Tells which position the data just shown stands for, as its list answer said.
     * @param {string} room
     * @param {Position | null} position null when the data is in doubt
     */
    setPosition: (room, position) => client.setPosition(room, position),
    /**
     * Has `refresh` run after an idle period, but only when the server cannot prove that the page is fresh.
     * @param {Handler} refresh
     * @param {number} [seconds] the configured `sync_idle_seconds` when left out
     */
    async startIdleGuard(refresh, seconds) {
        SyncManager.stopIdleGuard();
        client.refreshPage = refresh;
        const number = guardNumber;
        const idleSeconds = seconds ?? (await config).idleSeconds;
        if (number === guardNumber) {
            guard = guardOf(refresh, idleSeconds);
        }
    },
    stopIdleGuard() {
        guardNumber++;
        guard?.stop();
        guard = undefined;
        client.refreshPage = undefined;
    },
    isOwn,
    get told() {
        return client.told;
    },
    /** @returns {LinkState} */
    get state() {
        return client.link.state;
    },
};

/**
 * @param {Handler} refresh
 * @param {number} seconds
 */
function guardOf(refresh, seconds) {
    /** @type {string[]} */
    let stale = [];
    return new IdleGuard({
        seconds,
        isHidden: () => document.hidden,
        isStale: async () => {
            stale = await client.check();
            return stale.length > 0;
        },
        refresh: async () => {
            try {
                await /** @type {() => unknown} */ (refresh)();
            } catch (error) {
                stale.forEach((room) => client.setPosition(room, null));
                throw error;
            }
        },
    });
}

/** Connects. A worker that cannot be asked for its configuration yet is tried with the defaults. */
async function start() {
    const { socketPath } = await config;
    client.attach(
        io(location.origin, {
            path: socketPath,
            autoConnect: false,
            // WebSocket first: it needs no sticky proxy. Polling is the way round whatever blocks it.
            transports: ['websocket', 'polling'],
            tryAllTransports: true,
            // A page must be back within five seconds. The first attempts differ by up to a half at random, so that not all come at once.
            reconnectionDelay: 500,
            reconnectionDelayMax: 3000,
            // An attempt into a network that swallows everything would else outlast the fault by up to 20 seconds.
            timeout: 5000,
        }),
    );
    watchPage({
        active: () => guard?.sign(),
        shown: () => guard?.returned(),
        focused: () => client.link.wake(),
        left: () => client.link.letGo(),
        restored: () => client.link.reconnect(),
        online: () => client.link.reconnect(),
        offline: () => client.link.networkLost(),
    });
}

const queue = /** @type {any} */ (window).SyncManager;
/** @type {any} */ (window).SyncManager = SyncManager;
for (const [name, args] of queue?.calls ?? []) {
    /** @type {any} */ (SyncManager)[name](...args);
}
void start();
