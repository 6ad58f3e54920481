// Events that are for every connection: they have a position like those of a room.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ScriptedPage, ScriptedServer, settled } from './scripted-server.mjs';

/** A page that also listens to a topic that is no room of it. */
async function opened() {
    const server = new ScriptedServer();
    const page = await ScriptedPage.open(server);
    const news = [];
    page.client.on('weather:changed', (event) => void news.push(event.data.catchUp ?? event.seq));
    server.lists = 0;
    return { server, page, news };
}

const weather = (server) => server.publish('global', { name: 'weather:changed' }).seq;

test('a missed one is replayed, and nothing else is fetched', async () => {
    const { server, page, news } = await opened();
    const heard = weather(server);
    server.socket.drop();
    const missed = [weather(server), weather(server)];
    server.socket.connect();
    await settled();
    assert.deepEqual(server.socket.sentOfGlobal('join').at(-1), { room: 'global', since: heard, epoch: 'a' });
    assert.deepEqual(news, [heard, ...missed]);
    await page.quiet();
    assert.equal(server.lists, 0);
});

test('those that overtake the missed ones are handled once, in order', async () => {
    const { server, news } = await opened();
    server.socket.drop();
    const missed = weather(server);
    server.socket.connect();
    // It reaches every connection at once; the answer to join, with what was missed, is still to come.
    const live = weather(server);
    assert.deepEqual(news, [], 'not before the older one');
    await settled();
    assert.deepEqual(news, [missed, live]);
});

test('those that arrived before the connection was lost again are not lost with it', async () => {
    const { server, news } = await opened();
    server.socket.drop();
    server.socket.connect();
    const seqs = [weather(server)];
    server.socket.drop();
    seqs.push(weather(server));
    server.socket.connect();
    await settled();
    assert.deepEqual(news, seqs);
});

test('when they cannot be recovered all rooms and all other handlers catch up', async () => {
    const { server, page, news } = await opened();
    server.socket.drop();
    server.epoch = 'b';
    server.socket.connect();
    await settled();
    assert.deepEqual(news, ['not recovered']);
    await page.quiet();
    assert.equal(server.lists, 1);
    assert.deepEqual(await page.client.check(), []);
});

test('a resync of global concerns every room and every other handler, once', async () => {
    const { server, page, news } = await opened();
    server.resync(['global'], 'overflow');
    server.resync(['global'], 'overflow');
    await page.quiet();
    assert.deepEqual(news, ['overflow']);
    assert.deepEqual(page.heard, ['overflow']);
    assert.equal(server.lists, 1);
});

test('a page that says where its data stands is told of what came before it connected', async () => {
    const server = new ScriptedServer();
    const page = new ScriptedPage(server);
    const before = server.position('global');
    server.socket.drop();
    const seen = [];
    page.client.on('weather:changed', (event) => void seen.push(event.seq));
    page.client.setPosition('global', before);
    const missed = weather(server);
    server.socket.connect();
    await settled();
    assert.deepEqual(seen, [missed]);
});

test('a handler that fails is run again by the next check', async () => {
    const { server, page, news } = await opened();
    let failing = true;
    page.client.on('weather:changed', () => failing && Promise.reject(new Error('not now')));
    const seq = weather(server);
    await settled();
    failing = false;
    assert.deepEqual(await page.client.check(), ['global']);
    await settled();
    assert.deepEqual(news, [seq, 'stale']);
    assert.deepEqual(await page.client.check(), []);
});

test('too many before it is clear what was missed count as lost', async () => {
    const { server, page, news } = await opened();
    weather(server);
    server.socket.drop();
    server.socket.connect();
    for (let i = 0; i <= 1000; i++) {
        weather(server);
    }
    await settled();
    assert.ok(news.includes('too many'));
    await page.quiet();
    assert.equal(server.lists, 1);
});

test('global can be neither joined twice nor left', async () => {
    const { server, page, news } = await opened();
    page.client.joinRoom('global');
    page.client.leaveRoom('global');
    const heard = weather(server);
    assert.deepEqual(news, [heard]);
    assert.equal(server.socket.sentOfGlobal('join').length, 1);
    assert.equal(server.socket.sentOfGlobal('leave').length, 0);
});

test('after a resync of global its position is known again: a reconnect in which nothing was missed fetches nothing', async () => {
    const { server, page, news } = await opened();
    server.resync(['global'], 'epoch');
    await page.quiet();
    server.lists = 0;
    server.socket.drop();
    server.socket.connect();
    await page.quiet();
    assert.deepEqual(news, ['epoch']);
    assert.equal(server.lists, 0);
});
