// Stands between pages and a worker, counts what they ask and swallows single events: node sync-proxy.mjs <worker>
// Prints "proxy <root>". GET <root>-/counts answers {"<who>":{"GET /api/files":1,"sync:check":2,…},…}, "who" being the page's User-Agent;
// POST <root>-/reset forgets them; POST <root>-/swallow?who=<who> drops the next change that is sent to that page.
import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import process from 'node:process';

const worker = new URL(process.argv[2]);
const upstream = { host: worker.hostname, port: Number(worker.port) };
/** @type {Record<string, Record<string, number>>} */
let counts = {};
/** Whose next change gets lost. */
const swallowing = new Set();

function count(who, what) {
    counts[who] ??= {};
    counts[who][what] = (counts[who][what] ?? 0) + 1;
}

const server = createServer((asked, answer) => {
    const { pathname, searchParams } = new URL(asked.url, worker);
    if (pathname.startsWith('/-/')) {
        control(pathname.slice('/-/'.length), searchParams);
        answer.setHeader('Content-Type', 'application/json').end(JSON.stringify(counts));
        return;
    }
    count(asked.headers['user-agent'] ?? '', `${asked.method} ${pathname}`);
    const passed = request({ ...upstream, method: asked.method, path: asked.url, headers: asked.headers }, (given) => {
        answer.writeHead(given.statusCode, given.headers);
        given.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    asked.pipe(passed);
});

function control(what, parameters) {
    if (what === 'reset') {
        counts = {};
    } else if (what === 'swallow') {
        swallowing.add(parameters.get('who'));
    }
}

server.on('upgrade', (asked, client, head) => {
    const who = asked.headers['user-agent'] ?? '';
    const socket = connect(upstream);
    client.setNoDelay(true);
    socket.setNoDelay(true);
    // Without extensions no frame is compressed, and all can be read on their way.
    const headers = Object.entries(asked.headers).filter(([name]) => name !== 'sec-websocket-extensions');
    const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    socket.write(`${asked.method} ${asked.url} HTTP/1.1\r\n${lines}\r\n`);
    socket.write(head);
    for (const [one, other] of [[client, socket], [socket, client]]) {
        one.on('error', () => {});
        one.on('close', () => other.destroy());
    }
    const said = new Frames((frame, text) => {
        const event = /^42\d*\["([^"]+)"/.exec(text)?.[1];
        event && count(who, event);
        socket.write(frame);
    });
    const heard = new Frames((frame, text) => {
        const isChange = /^42\["[^"]+:changed"/.test(text);
        if (isChange && swallowing.delete(who)) {
            count(who, 'swallowed');
        } else {
            client.write(frame);
        }
    }, true);
    client.on('data', (bytes) => said.read(bytes));
    socket.on('data', (bytes) => heard.read(bytes));
});

/** Takes a stream of bytes apart into WebSocket frames, after the head of an HTTP answer where there is one. */
class Frames {
    #bytes = Buffer.alloc(0);
    #afterHead;
    #pass;

    /**
     * @param {(frame: Buffer, text: string) => void} pass called with each frame, and with its text when it is one of text
     * @param {boolean} [afterHead]
     */
    constructor(pass, afterHead = false) {
        this.#pass = pass;
        this.#afterHead = afterHead;
    }

    read(more) {
        this.#bytes = Buffer.concat([this.#bytes, more]);
        if (this.#afterHead) {
            const end = this.#bytes.indexOf('\r\n\r\n');
            if (end < 0) {
                return;
            }
            this.#afterHead = false;
            this.#take(end + 4);
        }
        for (let length = this.#length(); length !== undefined && length <= this.#bytes.length; length = this.#length()) {
            this.#take(length);
        }
    }

    #take(length) {
        const frame = this.#bytes.subarray(0, length);
        this.#bytes = this.#bytes.subarray(length);
        this.#pass(frame, textOf(frame));
    }

    /** How long the first frame is, once that can be told. */
    #length() {
        const layout = this.#bytes.length < 2 ? undefined : layoutOf(this.#bytes);
        return layout && layout.start + layout.length;
    }
}

/** Where a frame's payload starts and how long it is (RFC 6455, 5.2). */
function layoutOf(bytes) {
    const masked = (bytes[1] & 0x80) !== 0;
    const short = bytes[1] & 0x7f;
    const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
    if (bytes.length < 2 + extra) {
        return undefined;
    }
    const length = extra === 0 ? short : extra === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
    return { mask: masked ? 2 + extra : undefined, start: 2 + extra + (masked ? 4 : 0), length };
}

function textOf(frame) {
    if ((frame[0] & 0x0f) !== 1) {
        return '';
    }
    const { mask, start, length } = layoutOf(frame);
    const payload = Buffer.from(frame.subarray(start, start + length));
    if (mask !== undefined) {
        payload.forEach((byte, n) => (payload[n] = byte ^ frame[mask + (n % 4)]));
    }
    return payload.toString('utf8');
}

server.listen(0, '127.0.0.1', () => console.log(`proxy http://127.0.0.1:${server.address().port}/`));
