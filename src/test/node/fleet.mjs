// Many pages without a browser: node fleet.mjs <root> <cookie> <how many>
// Each is an instance of the application's own js/sync.js, with the little of a browser that it asks for. Prints "live <how many>" once all
// are; runs until it is ended.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { until } from './until.mjs';

const [root, cookie, howMany] = process.argv.slice(2);
const tree = 'target/fleet';

// Where the WAR has the browser's build of the official client stands the same client for Node: its handshake can carry a cookie.
cpSync('src/main/webapp/js', `${tree}/js`, { recursive: true });
mkdirSync(`${tree}/vendor`, { recursive: true });
writeFileSync(
    `${tree}/vendor/socket.io.esm.min.js`,
    `import { io as connect } from 'socket.io-client';
     export const io = (uri, options) => connect(uri, { ...options, path: '/socket.io/', forceNew: true, extraHeaders: fleet.headers() });`,
);

let number = 0;
globalThis.fleet = { headers: () => ({ Cookie: cookie, 'User-Agent': `client-${++number}` }) };
globalThis.window = globalThis;
globalThis.location = new URL(root);
globalThis.document = Object.assign(new EventTarget(), { hidden: false });
globalThis.CustomEvent ??= class extends Event {
    constructor(type, { detail, ...options } = {}) {
        super(type, options);
        this.detail = detail;
    }
};
const surroundings = new EventTarget();
globalThis.addEventListener = surroundings.addEventListener.bind(surroundings);

const moduleRoot = pathToFileURL(`${tree}/`).href;
const fetchFromAnywhere = globalThis.fetch;
globalThis.fetch = (url, options) =>
    fetchFromAnywhere(new URL(String(url).replace(moduleRoot, ''), root), {
        ...options,
        headers: { ...options?.headers, Cookie: cookie, 'User-Agent': 'fleet' },
    });

const { api } = await import(`${moduleRoot}js/utils/api.js`);
const { Listing } = await import(`${moduleRoot}js/listing.js`);
const { SoftRefresh } = await import(`${moduleRoot}js/refresh.js`);

/** A page with a list, as js/pages/ has them. */
async function open(n) {
    globalThis.SyncManager = undefined;
    const { SyncManager } = await import(`${moduleRoot}js/sync.js?client=${n}`);
    const listing = new Listing(api, (position) => SyncManager.setPosition('files', position));
    const refresh = new SoftRefresh({ load: () => listing.load('files'), apply: () => {} });
    SyncManager.joinRoom('files');
    SyncManager.on('files:changed', () => refresh.soon());
    await SyncManager.startIdleGuard(() => refresh.soon());
    await refresh.now();
    await until(`client ${n} is live`, () => SyncManager.state === 'live');
}

for (let n = 1; n <= Number(howMany); n++) {
    await open(n);
}
console.log(`live ${howMany}`);
// The guards' timers hold no program up, sockets do.
