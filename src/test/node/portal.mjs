// A person at a portal below a context path: node portal.mjs <root> <login> <password>
// Loads the page of files with everything that it names, signs in, joins the room with the official client, changes something, hears of
// it. Prints one line per thing shown and ends with status 0, or says what failed and ends with 1.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import process from 'node:process';
import { io } from 'socket.io-client';

const [root, login, password] = process.argv.slice(2);
const { origin, pathname: context } = new URL(root);
const DEADLINE_MS = 20_000;
/** What a part of each kind names, as far as its address is relative to the part itself. */
const NAMED = { html: /\b(?:href|src)="([^"#]+)"/g, javascript: /\b(?:import|from)\s*\(?\s*['"](\.[^'"]+)['"]/g, css: /url\(['"]?([^'")]+)/g };
const timer = setTimeout(() => fail(new Error(`not finished after ${DEADLINE_MS} ms`)), DEADLINE_MS);

function fail(error) {
    console.log(`failed: ${error.stack}`);
    process.exit(1);
}

async function signIn() {
    const refused = await fetch(`${root}files.html`, { redirect: 'manual' });
    assert.equal(refused.status, 302);
    assert.ok(refused.headers.get('Location').startsWith(context), refused.headers.get('Location'));
    const headers = { 'Content-Type': 'application/json' };
    const answer = await fetch(`${root}api/session`, { method: 'POST', headers, body: JSON.stringify({ login, password }) });
    assert.equal(answer.status, 204);
    const [cookie, ...attributes] = answer.headers.get('Set-Cookie').split('; ');
    assert.ok(attributes.includes(`Path=${context.replace(/\/$/, '')}`), attributes.join());
    console.log('shown: sign-in, with a cookie for the context alone');
    return { Cookie: cookie };
}

/** A page, and whatever its parts name in turn: all of it is there, below the context. */
async function load(page, headers) {
    const wanted = [new URL(page, root)];
    const seen = new Set(wanted.map(String));
    for (const url of wanted) {
        assert.ok(url.origin === origin && url.pathname.startsWith(context), `${url} is not below ${context}`);
        const answer = await fetch(url, { headers });
        assert.equal(answer.status, 200, String(url));
        const text = await answer.text();
        const kind = /html|javascript|css/.exec(answer.headers.get('Content-Type'))?.[0];
        if (!kind || url.pathname.includes('/vendor/')) continue;
        for (const named of [...text.matchAll(NAMED[kind])].map((found) => found[1])) {
            if (named.startsWith('data:')) continue;
            const next = new URL(named, url);
            next.hash = '';
            if (!seen.has(String(next))) {
                seen.add(String(next));
                wanted.push(next);
            }
        }
    }
    assert.ok(wanted.length > 30, `only ${wanted.length} parts`);
    console.log(`shown: ${page} with its ${wanted.length - 1} parts`);
}

async function change(headers) {
    const socket = io(origin, { path: `${context}socket.io/`, extraHeaders: headers, reconnection: false });
    socket.on('connect_error', fail);
    const upgraded = once(socket.io.engine, 'upgrade');
    await once(socket, 'connect');
    assert.equal((await socket.timeout(5_000).emitWithAck('join', 'files')).ok, true);
    const heard = once(socket, 'files:changed');
    const made = await fetch(`${root}api/files`, {
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'application/json' },
        body: JSON.stringify({ name: 'below a context' }),
    });
    assert.equal(made.status, 201);
    assert.ok(new URL(made.headers.get('Location'), root).pathname.startsWith(`${context}api/files/`), made.headers.get('Location'));
    const { id } = await made.json();
    const [event] = await heard;
    assert.equal(event.id, String(id));
    await upgraded;
    socket.disconnect();
    console.log('shown: a change that arrives');
}

try {
    const headers = await signIn();
    await load('files.html', headers);
    await change(headers);
    clearTimeout(timer);
    console.log('done');
} catch (error) {
    fail(error);
}
