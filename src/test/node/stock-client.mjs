// The official socket.io-client against the conformance server: node stock-client.mjs <uri> <polling|websocket|upgrade>
// Prints one line per thing shown and ends with status 0, or says what failed and ends with 1.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import process from 'node:process';
import { io } from 'socket.io-client';

const [uri, mode] = process.argv.slice(2);
const TRANSPORTS = { polling: ['polling'], websocket: ['websocket'], upgrade: ['polling', 'websocket'] };
const DEADLINE_MS = 20_000;
const HEARTBEATS = 10;

const timer = setTimeout(() => fail(new Error(`not finished after ${DEADLINE_MS} ms`)), DEADLINE_MS);

function fail(error) {
    console.error(`failed (${mode}): ${error.stack}`);
    process.exit(1);
}

function shown(what) {
    console.log(`shown: ${what}`);
}

/** The arguments of the next event of that name. */
function next(emitter, name) {
    return once(emitter, name);
}

async function connect(namespace, auth) {
    const socket = io(new URL(namespace, uri).href, { transports: TRANSPORTS[mode], auth, forceNew: true, reconnection: false });
    socket.on('connect_error', fail);
    const seen = next(socket, 'auth');
    await next(socket, 'connect');
    assert.deepEqual(await seen, [auth]);
    return socket;
}

async function echo(socket) {
    const text = 'naïve 𝒳 😀 \u0000 \u2028 русский';
    const back = next(socket, 'message-back');
    socket.emit('message', text, { nested: [1, 2.5, null, true, { 'ключ': text }] });
    assert.deepEqual(await back, [text, { nested: [1, 2.5, null, true, { 'ключ': text }] }]);
    shown('echo of non-BMP text');
}

async function acks(socket) {
    assert.deepEqual(await socket.timeout(5_000).emitWithAck('message-with-ack', 'x', 7), 'x');
    socket.on('question', (value, answer) => answer(value * 2));
    const outcome = next(socket, 'answered');
    socket.emit('ask-me', 21);
    assert.deepEqual(await outcome, [42]);
    shown('ack both ways');
}

async function binary(socket) {
    const bytes = Buffer.from([0, 1, 2, 253, 254, 255]);
    const big = Buffer.alloc(70_000, 7);
    const back = next(socket, 'message-back');
    socket.emit('message', { deep: [{ bytes }, 'text', { list: [big] }] }, bytes);
    const [first, second] = await back;
    assert.deepEqual(Buffer.from(first.deep[0].bytes), bytes);
    assert.equal(first.deep[1], 'text');
    assert.deepEqual(Buffer.from(first.deep[2].list[0]), big);
    assert.deepEqual(Buffer.from(second), bytes);
    shown('nested binary');
}

async function heartbeats(socket) {
    let pings = 0;
    while (pings < HEARTBEATS) {
        await next(socket.io.engine, 'ping');
        pings++;
        assert.ok(socket.connected);
    }
    shown(`${HEARTBEATS} heartbeats`);
}

try {
    const main = await connect('/', { token: 'abc', 'имя': '😀' });
    shown('connect and auth');
    await echo(main);
    await acks(main);
    await binary(main);
    const custom = await connect('/custom', {});
    shown('second namespace');
    await heartbeats(main);
    assert.equal(main.io.engine.transport.name, mode === 'polling' ? 'polling' : 'websocket');
    custom.disconnect();
    main.disconnect();
    clearTimeout(timer);
    console.log('done');
} catch (error) {
    fail(error);
}
