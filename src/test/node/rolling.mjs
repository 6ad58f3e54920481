// Pages behind a proxy whose workers are restarted one after the other: node rolling.mjs <cookie> <root> <how many> <root of one worker>
// Of the pages, one in five is in a quiet room; of the others, in the room of the changes, one in twenty shows a list that each change refreshes,
// and the rest only listen. Three "lonely" ones know only the one worker. Says "live <how many>" once all are, and lets a file be added every
// 200 ms. Follows lines of its input: "leaving <n>" when a worker is about to be told to go; "end", upon which it stops adding, waits until every
// page has all there is, and says "result <json>". Runs until it is ended.
import process from 'node:process';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { io } from 'socket.io-client';
import { Listing } from '../../main/webapp/js/listing.js';
import { SoftRefresh } from '../../main/webapp/js/refresh.js';
import { SyncClient } from '../../main/webapp/js/sync/client.js';
import { until } from './until.mjs';

const [cookie, root, howMany, lonelyRoot] = process.argv.slice(2);
const SOON_MS = 60_000;
const SLICE_MS = 500;
const AT_A_TIME = 20;
// The proxy's certificate is its own.
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
process.removeAllListeners('warning');

const request = (path, options = {}) =>
    fetch(`${root}api/${path}`, { ...options, headers: { Cookie: cookie, ...options.headers }, signal: AbortSignal.timeout(15_000) });

/** A page of the application's own modules, with a record of what it heard and asked. */
class Page {
    ids = [];
    seqs = [];
    lists = 0;
    asked = 0;
    catchUps = [];
    connectedAt = [];
    cuts = [];
    #root;
    #client;
    #refresh;

    constructor(room, shows, from = root) {
        this.room = room;
        this.#root = from;
        this.#client = new SyncClient({
            onEvent: (_, event) => Boolean(this.ids.push(event.id) && this.seqs.push(event.seq)),
            signedIn: async () => Boolean(++this.asked),
        });
        const call = async (path) => {
            this.lists++;
            const response = await request(path);
            return { status: response.status, data: await response.json() };
        };
        // Later ones would excuse it from hearing what they contain: here each event is to be heard.
        const listing = new Listing(call, (position) => this.listsWhenOpened ?? this.#client.setPosition(room, position));
        this.#refresh = new SoftRefresh({ load: () => listing.load(`${room}?size=1`), apply: (list) => (this.total = list.total) });
        this.#client.on(`${room}:changed`, (event) => {
            const catchUp = event.worker === 0;
            if (catchUp) {
                this.catchUps.push(event.data.catchUp);
            }
            return catchUp || shows ? this.#refresh.soon() : undefined;
        });
    }

    get live() {
        return this.#client.link.state === 'live' && this.#client.link.connected;
    }

    async open() {
        await this.#refresh.now();
        this.#client.joinRoom(this.room);
        // As js/sync.js opens it.
        const socket = io(this.#root, {
            transports: ['websocket', 'polling'],
            tryAllTransports: true,
            reconnectionDelay: 500,
            reconnectionDelayMax: 3000,
            timeout: 5000,
            extraHeaders: { Cookie: cookie },
            forceNew: true,
            autoConnect: false,
            rejectUnauthorized: false,
        });
        socket.on('connect', () => this.connectedAt.push(performance.now()));
        socket.on('disconnect', (reason) => this.cuts.push(reason));
        this.#client.attach(socket);
        await until('a page is live', () => this.live, SOON_MS);
        this.listsWhenOpened = this.lists;
    }
}

const added = [];
/** Changes that were not answered with 201, with what came instead. */
const failed = [];
let adding = true;

async function add() {
    while (adding) {
        try {
            const body = JSON.stringify({ name: `file ${added.length}` });
            const answer = await request('files', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
            answer.status === 201 ? added.push(String((await answer.json()).id)) : failed.push(answer.status);
        } catch (error) {
            failed.push(String(error?.cause ?? error));
        }
        await pause(200);
    }
}

const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);
const counts = (values) => values.reduce((all, one) => ({ ...all, [one]: (all[one] ?? 0) + 1 }), {});

/** What is wrong with what the pages of a busy room heard. */
function faults(busy) {
    const lost = busy.map((page) => added.filter((id) => !page.heard(id)).length);
    const twice = busy.map((page) => page.ids.length - new Set(page.ids).size);
    const disordered = busy.map((page) => page.seqs.filter((seq, n) => n > 0 && seq <= page.seqs[n - 1]).length);
    return { lost: sum(lost), twice: sum(twice), disordered: sum(disordered) };
}

Page.prototype.heard = function (id) {
    return this.ids.includes(id);
};

/** How many pages came back in each half second of a worker's leaving, the first that came being in the first. */
function spread(pages, from, to) {
    const times = pages.flatMap((page) => page.connectedAt).filter((at) => at > from && at <= to);
    const first = Math.min(...times);
    return counts(times.map((at) => Math.floor((at - first) / SLICE_MS)));
}

const behind = Array.from({ length: Number(howMany) }, (_, n) => new Page(n % 5 === 0 ? 'groups' : 'files', n % 20 === 1));
const lonely = Array.from({ length: 3 }, () => new Page('files', false, lonelyRoot));
const all = [...behind, ...lonely];
for (let n = 0; n < all.length; n += AT_A_TIME) {
    await Promise.all(all.slice(n, n + AT_A_TIME).map((page) => page.open()));
}
const writing = add();
console.log(`live ${all.length}`);

const leavings = [];
for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'end') {
        break;
    }
    leavings.push(performance.now());
}
adding = false;
await writing;
await until('all pages are live', () => all.every((page) => page.live), SOON_MS);
const ofFiles = all.filter((page) => page.room === 'files');
const showing = behind.filter((_, n) => n % 20 === 1);
const quietly = all.filter((page) => !showing.includes(page));
const { total } = await (await request('files?size=1')).json();
const right = () => faults(ofFiles).lost === 0 && showing.every((page) => page.total === total);
await until('all pages have heard all and show it', right, 5_000).catch(() => {});
console.log(`result ${JSON.stringify({
    ...faults(ofFiles),
    wrong: showing.filter((page) => page.total !== total).length,
    added: added.length,
    failed,
    spreads: leavings.map((at, n) => spread(behind, at, leavings[n + 1] ?? Infinity)),
    catchUps: counts(all.flatMap((page) => page.catchUps)),
    cuts: counts(behind.flatMap((page) => page.cuts)),
    listsOfQuiet: sum(quietly.map((page) => page.lists - page.listsWhenOpened)),
    listsOfShowing: sum(showing.map((page) => page.lists - page.listsWhenOpened)),
    showing: showing.length,
    askedWho: sum(all.map((page) => page.asked)),
})}`);
