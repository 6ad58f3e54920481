// The little of a browser that the application's pages ask for, one for each page of a process: a page's own document, address and
// global SyncManager are found by where the running code came from, so the application's modules run as they are.
import { AsyncLocalStorage } from 'node:async_hooks';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** @type {AsyncLocalStorage<{ document: EventTarget, location: URL, events: EventTarget, SyncManager?: object, fetched: (path: string) => void, io: Function }>} */
const worlds = new AsyncLocalStorage();

/**
 * Puts up the globals, once, with the application's modules in a directory of this process.
 * @param {string} tree where they go
 * @param {string} cookie sent with each request
 * @returns {string} the address of their root
 */
export function prepare(tree, cookie) {
    cpSync('src/main/webapp/js', `${tree}/js`, { recursive: true });
    mkdirSync(`${tree}/vendor`, { recursive: true });
    // Where the WAR has the browser's build of the official client stands the same client for Node: its handshake can carry a cookie.
    writeFileSync(`${tree}/vendor/socket.io.esm.min.js`, 'export const io = (uri, options) => globalThis.openSocket(uri, options);');
    const root = pathToFileURL(`${tree}/`).href;
    globalThis.window = globalThis;
    globalThis.openSocket = (uri, options) => {
        const path = options.path.replace(new URL(root).pathname, '/');
        return world().io(uri, { ...options, path, forceNew: true, extraHeaders: { Cookie: cookie } });
    };
    globalThis.addEventListener = (...listening) => world().events.addEventListener(...listening);
    globalThis.CustomEvent ??= class extends Event {
        constructor(type, { detail, ...options } = {}) {
            super(type, options);
            this.detail = detail;
        }
    };
    for (const own of ['document', 'location', 'SyncManager']) {
        Object.defineProperty(globalThis, own, { get: () => world()[own], set: (value) => (world()[own] = value) });
    }
    const fetchFromAnywhere = globalThis.fetch;
    globalThis.fetch = (url, options) => {
        const path = String(url).replace(root, '');
        world().fetched(path);
        return fetchFromAnywhere(new URL(path, world().location), { ...options, headers: { ...options?.headers, Cookie: cookie } });
    };
    return root;
}

function world() {
    const own = worlds.getStore();
    if (!own) {
        throw new Error('this runs on no page');
    }
    return own;
}

/**
 * Runs something, and all that comes of it, on a page of its own.
 * @template T
 * @param {{ address: string, fetched: (path: string) => void, io: Function }} page
 * @param {() => T} run
 * @returns {T}
 */
export function onPage({ address, fetched, io }, run) {
    const document = Object.assign(new EventTarget(), { hidden: false });
    return worlds.run({ document, location: new URL(address), events: new EventTarget(), fetched, io }, run);
}
