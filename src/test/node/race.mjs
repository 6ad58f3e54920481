// Opens a page around a commit, again and again, in every order: node race.mjs <first worker> <redis port> <cookie> <record> <times>
// Prints "bus <port>" for a second worker that is to hear the bus through this program, reads that worker's root from its input, and
// ends with status 0 after as many pages as asked for, each of which showed what was committed.
import { once } from 'node:events';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { io } from 'socket.io-client';
import { Gate } from './gate.mjs';
import { HeadlessPage } from './headless-page.mjs';
import { until } from './until.mjs';

const [first, redisPort, cookie, record, times] = process.argv.slice(2);
const STEPS = ['list', 'join', 'commit', 'event'];
/** Pages that connect while others race, so that no race waits for a connection. */
const OPEN_AHEAD = 4;

const bus = await Gate.to({ host: '127.0.0.1', port: Number(redisPort) }, (said) => said.includes('SUBSCRIBE'));
console.log(`bus ${bus.port}`);
const [second] = await once(createInterface(process.stdin), 'line');

/** One that is always there: tells when an event has reached the second worker. */
const bystander = io(second, { transports: ['websocket'], extraHeaders: { Cookie: cookie } });
let events = 0;
bystander.on('files:changed', () => events++);
await bystander.timeout(10_000).emitWithAck('join', 'files');

/** Every way in which opening a page and a change can get mixed up. */
function* situations() {
    for (const order of permutations(STEPS).filter((one) => one.indexOf('commit') < one.indexOf('event'))) {
        for (const writer of [first, second]) {
            yield { order, writer, late: [] };
            yield { order, writer, late: ['list'] };
            yield { order, writer, late: ['join'] };
            yield { order, writer, late: ['list', 'join'] };
            yield { order, writer, late: ['join', 'list'] };
            yield { order, writer, late: [], rushed: true };
        }
    }
}

function permutations(all) {
    return all.length === 0 ? [[]] : all.flatMap((one) => permutations(all.filter((other) => other !== one)).map((rest) => [one, ...rest]));
}

/** A page whose answers can be delayed, connected and with nothing on it. */
async function openPage() {
    const { hostname: host, port } = new URL(second);
    const gate = await Gate.to({ host, port: Number(port) });
    let letListThrough = () => {};
    const list = { held: false, arrived: false };
    const passed = new Promise((resolve) => (letListThrough = resolve));
    const where = { socket: `http://${host}:${gate.port}`, api: second, cookie, room: 'files', path: `files?q=${record}` };
    const page = new HeadlessPage(where, async (answer) => {
        const late = list.held && !list.arrived;
        list.arrived = true;
        await (late && passed);
        return answer;
    });
    await page.connect();
    return { page, gate, list, letListThrough };
}

/**
 * One page and one commit. What is late is on its way until everything else has happened, and then arrives in that order. When
 * rushed, no step waits for the one before, so that they meet inside the server.
 */
async function race({ order, writer, late, rushed }, { page, gate, list, letListThrough }, note) {
    const eventsBefore = events;
    const act = {
        list: async () => {
            list.held = late.includes('list');
            const shown = page.list();
            await (list.held ? until('the list is on its way', () => list.arrived) : shown);
        },
        join: async () => {
            late.includes('join') && gate.hold();
            page.join();
            await until('the room answers', () => (late.includes('join') ? gate.waiting > 0 : page.joined));
        },
        commit: () => write(writer, note),
        event: async () => {
            bus.release();
            await until('the event reaches the worker', () => events > eventsBefore);
        },
    };
    rushed || bus.hold();
    const done = [];
    for (const step of order) {
        done.push(act[step]());
        await (rushed || done.at(-1));
    }
    await Promise.all(done);
    const arrive = { list: letListThrough, join: () => gate.release() };
    late.forEach((what) => arrive[what]());
    await until('the page shows what was committed', () => page.shown?.items[0].note === note);
    page.close();
}

async function write(worker, note) {
    const headers = { Cookie: cookie, 'Content-Type': 'application/json' };
    const answer = await fetch(`${worker}api/files/${record.replace('race-', '')}`, { method: 'PATCH', headers, body: JSON.stringify({ note }) });
    if (answer.status !== 200) {
        throw new Error(`PATCH answered ${answer.status}: ${await answer.text()}`);
    }
    await answer.arrayBuffer();
}

const all = [...situations()];
const started = performance.now();
const opening = Array.from({ length: OPEN_AHEAD }, openPage);
for (let n = 0; n < Number(times); n++) {
    const situation = all[n % all.length];
    const page = await opening.shift();
    opening.push(openPage());
    await race(situation, page, `note ${n}`).catch((error) => {
        const { order, writer, late, rushed } = situation;
        const how = rushed ? 'rushed' : `late: ${late.join(', ') || 'nothing'}`;
        console.log(`page ${n}: ${order.join(', ')}; ${how}; written on ${writer}: ${error.message}`);
        process.exit(1);
    });
}
console.log(`${times} pages in ${all.length} situations, ${Math.round(performance.now() - started)} ms`);
process.exit(0);
