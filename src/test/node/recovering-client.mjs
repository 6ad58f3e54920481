// The official socket.io-client, unchanged, cut off and brought back by a test: node recovering-client.mjs <cookie>
// Reads lines "<step> <command> <argument>" and answers each with "<step> <JSON>".
import { once } from 'node:events';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { io } from 'socket.io-client';
import { until } from './until.mjs';

const socket = io('http://127.0.0.1:9', {
    transports: ['websocket'],
    extraHeaders: { Cookie: process.argv[2] },
    autoConnect: false,
    reconnection: false,
});
/** The changes heard, such as "files 42", in order, since they were asked for last. */
let heard = [];
socket.onAny((name, event) => name.endsWith(':changed') && heard.push(`${name.split(':')[0]} ${event.id}`));

const COMMANDS = {
    async connect(uri) {
        socket.io.uri = uri;
        const refused = once(socket, 'connect_error').then(([error]) => Promise.reject(error));
        const connected = once(socket, 'connect');
        refused.catch(() => {});
        connected.catch(() => {});
        socket.connect();
        await Promise.race([connected, refused]);
        return { id: socket.id, recovered: socket.recovered, secret: socket._pid ?? '' };
    },
    async join(room) {
        const answer = await socket.timeout(10_000).emitWithAck('join', room);
        return { ok: answer.ok };
    },
    /** The connection is gone, without a word to the server. */
    async cut() {
        const gone = once(socket, 'disconnect');
        socket.io.engine.transport.ws.terminate();
        const [reason] = await gone;
        return { reason };
    },
    /** Waits until the server has gone. */
    async gone() {
        await until('the server has gone', () => !socket.connected);
        return {};
    },
    /** What was heard when this has come, which is awaited. */
    async heard(last) {
        await until(`${last} is heard; there is ${heard}`, () => heard.includes(last));
        const ids = heard;
        heard = [];
        return { ids };
    },
    async cookie(value) {
        socket.io.opts.extraHeaders.Cookie = value;
        return {};
    },
    /** What the client names at its next connect instead of what it knows: any JSON. */
    async claim(json) {
        [socket._pid, socket._lastOffset] = JSON.parse(json);
        return {};
    },
    async knows() {
        return { claim: JSON.stringify([socket._pid, socket._lastOffset]) };
    },
};

for await (const line of createInterface(process.stdin)) {
    const [step, command, ...words] = line.split(' ');
    try {
        console.log(`${step} ${JSON.stringify(await COMMANDS[command](words.join(' ')))}`);
    } catch (error) {
        console.log(`${step} ${JSON.stringify({ error: error.message })}`);
    }
}
