// Pages around a worker that leaves: node drain.mjs <cookie> <leaving> <other> <other>…   (each the root of a worker)
// All pages begin on the leaving worker: 15 in a busy room and 15 in a quiet one behind a proxy that takes turns among the workers that are ready, and
// 3 "lonely" ones that know only this worker. Says "live <port>" once all are, and lets a file be added on the first other worker every 100 ms.
// On the line "end" it stops adding, waits until every page has all there is, and says "result <json>". Runs until it is ended.
import { connect, createServer } from 'node:net';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { io } from 'socket.io-client';
import { Listing } from '../../main/webapp/js/listing.js';
import { SoftRefresh } from '../../main/webapp/js/refresh.js';
import { SyncClient } from '../../main/webapp/js/sync/client.js';
import { until } from './until.mjs';

const [cookie, leaving, ...others] = process.argv.slice(2);
const SOON_MS = 60_000;
/** When the leaving worker was first seen to be not ready, by `performance.now()`. */
let leftAt;
const ready = new Map();

async function isReady(root) {
    try {
        return (await fetch(`${root}api/health/ready`, { signal: AbortSignal.timeout(1000) })).status;
    } catch {
        return 0;
    }
}

async function watch(root) {
    const status = await isReady(root);
    if (root === leaving && status === 503) {
        leftAt ??= performance.now();
    }
    ready.set(root, status === 200);
    setTimeout(() => void watch(root), 50);
}

// The proxy knows TCP only, as the simplest there are.
let turn = 0;
let everywhere = false;
const proxy = createServer((client) => {
    const choice = everywhere ? [leaving, ...others].filter((root) => ready.get(root)) : [leaving];
    if (choice.length === 0) {
        client.destroy();
        return;
    }
    const { hostname, port } = new URL(choice[turn++ % choice.length]);
    const worker = connect(Number(port), hostname);
    for (const [one, other] of [[client, worker], [worker, client]]) {
        one.setNoDelay(true);
        one.on('error', () => {});
        one.on('close', () => other.destroy());
        one.pipe(other);
    }
});

/** A page of the application's own modules, with a record of what it heard and asked. */
class Page {
    ids = [];
    seqs = [];
    lists = 0;
    asked = 0;
    connectedAt = [];
    #client;
    #refresh;
    #socket;

    constructor(root, room) {
        this.room = room;
        this.#client = new SyncClient({
            onEvent: (_, event) => Boolean(this.ids.push(event.id) && this.seqs.push(event.seq)),
            signedIn: async () => Boolean(++this.asked),
        });
        const call = async (path) => {
            this.lists++;
            const response = await fetch(`${others[0]}api/${path}`, { headers: { Cookie: cookie } });
            return { status: response.status, data: await response.json() };
        };
        // Later ones would excuse it from hearing what they contain: here each event is to be heard.
        const listing = new Listing(call, (position) => this.listsWhenOpened ?? this.#client.setPosition(room, position));
        this.#refresh = new SoftRefresh({ load: () => listing.load(`${room}?size=1`), apply: (list) => (this.total = list.total) });
        this.#client.on(`${room}:changed`, () => this.#refresh.soon());
        // As js/sync.js opens it.
        this.#socket = io(root, {
            transports: ['websocket', 'polling'],
            tryAllTransports: true,
            reconnectionDelay: 500,
            reconnectionDelayMax: 5000,
            extraHeaders: { Cookie: cookie },
            forceNew: true,
            autoConnect: false,
        });
        this.#socket.on('connect', () => this.connectedAt.push(performance.now()));
    }

    get live() {
        return this.#client.link.state === 'live' && this.#client.link.connected;
    }

    async open() {
        await this.#refresh.now();
        this.#client.joinRoom(this.room);
        this.#client.attach(this.#socket);
        await until('a page is live', () => this.live, SOON_MS);
        this.listsWhenOpened = this.lists;
    }
}

const added = [];
let adding = true;

async function add() {
    const body = JSON.stringify({ name: `file ${added.length}` });
    const headers = { Cookie: cookie, 'Content-Type': 'application/json' };
    const answer = await fetch(`${others[0]}api/files`, { method: 'POST', headers, body });
    added.push(String((await answer.json()).id));
    if (adding) {
        setTimeout(() => void add(), 100);
    }
}

const pages = (count, root, room) => Array.from({ length: count }, () => new Page(root, room));
const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);

/** What is wrong with what the pages of a busy room heard. */
function faults(busy) {
    const lost = busy.map((page) => added.filter((id) => !page.ids.includes(id)).length);
    const twice = busy.map((page) => page.ids.length - new Set(page.ids).size);
    const disordered = busy.map((page) => page.seqs.filter((seq, n) => n > 0 && seq <= page.seqs[n - 1]).length);
    return { lost: sum(lost), twice: sum(twice), disordered: sum(disordered) };
}

await new Promise((resolve) => proxy.listen(0, '127.0.0.1', resolve));
await Promise.all([leaving, ...others].map(watch));
const root = `http://127.0.0.1:${proxy.address().port}/`;
const busy = pages(15, root, 'files');
const quiet = pages(15, root, 'groups');
const lonely = pages(3, leaving, 'files');
const all = [...busy, ...quiet, ...lonely];
await Promise.all(all.map((page) => page.open()));
everywhere = true;
await add();
console.log(`live ${proxy.address().port}`);

for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'end') {
        break;
    }
}
adding = false;
await until('all pages are live', () => all.every((page) => page.live), SOON_MS);
const ofFiles = [...busy, ...lonely];
const { total } = await (await fetch(`${others[0]}api/files?size=1`, { headers: { Cookie: cookie } })).json();
const right = () => faults(ofFiles).lost === 0 && ofFiles.every((page) => page.total === total);
await until('all pages have heard all and show it', right, 5_000).catch(() => {});
const behind = [...busy, ...quiet];
const returns = behind.flatMap((page) => page.connectedAt.slice(1)).map((at) => Math.floor((at - leftAt) / 500));
const perSlice = {};
returns.forEach((slice) => (perSlice[slice] = (perSlice[slice] ?? 0) + 1));
console.log(`result ${JSON.stringify({
    ...faults(ofFiles),
    wrong: ofFiles.filter((page) => page.total !== total).length,
    added: added.length,
    notReadySeen: leftAt !== undefined,
    perSlice,
    returns: returns.length,
    listsOfQuiet: sum(quiet.map((page) => page.lists - page.listsWhenOpened)),
    askedWho: sum(all.map((page) => page.asked)),
})}`);
