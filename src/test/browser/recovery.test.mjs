// What a page does when its connection comes back, counted at the server: which lists it asks for, and which events its handlers get.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ScriptedPage, ScriptedServer, settled, until } from './scripted-server.mjs';

async function opened(surroundings) {
    const server = new ScriptedServer();
    const page = await ScriptedPage.open(server, surroundings);
    assert.equal(server.lists, 1);
    server.lists = 0;
    return { server, page };
}

test('a rolling restart in which nothing was missed asks for no list', async () => {
    const { server, page } = await opened();
    for (let restart = 0; restart < 20; restart++) {
        await server.reconnect();
        assert.deepEqual(await page.client.check(), []);
    }
    await page.quiet();
    assert.equal(server.lists, 0);
    assert.equal(server.socket.sentOf('join').length, 21);
    assert.equal(server.socket.sentOfGlobal('join').length, 21);
});

test('what was missed reaches the handlers as events, each once, in order, and makes one list request', async () => {
    const { server, page } = await opened();
    server.socket.drop();
    const missed = [server.publish('files'), server.publish('files'), server.publish('files')];
    server.socket.connect();
    await until('the list is fetched', () => server.lists > 0);
    await page.quiet();
    assert.deepEqual(page.heard, missed.map(({ seq }) => seq));
    assert.equal(server.lists, 1);
    assert.deepEqual(page.shows, server.position('files'));
});

test('a history that does not reach back makes one list request', async () => {
    const { server, page } = await opened();
    server.socket.drop();
    server.epoch = 'b';
    server.publish('files');
    server.socket.connect();
    await page.quiet();
    assert.equal(server.lists, 1);
    assert.deepEqual(page.client.position('files'), server.position('files'));
});

test('an event that was handled is not handled again although the list that came after it is older', async () => {
    const { server, page } = await opened();
    const before = server.position('files');
    const { seq } = server.publish('files');
    page.client.setPosition('files', before);
    await server.reconnect();
    assert.deepEqual(server.socket.sentOf('join').at(-1), { room: 'files', since: before.seq, epoch: 'a' }, 'the page asks by what it shows');
    assert.deepEqual(page.heard, [seq]);
    await page.quiet();
    assert.equal(server.lists, 1);
});

test('a connection that ends while a list is under way costs no event', async () => {
    const { server, page } = await opened();
    let answer;
    server.slow = new Promise((resolve) => (answer = resolve));
    server.publish('files');
    await until('the list is under way', () => server.lists === 1);
    server.socket.drop();
    const missed = server.publish('files');
    server.socket.connect();
    await settled();
    answer();
    await until('the page is right', () => page.shows.seq === missed.seq);
    await page.quiet();
    assert.equal(server.lists, 2, 'the one under way, and one more');
    assert.deepEqual(page.client.position('files'), server.position('files'));
});

test('numbers of a new epoch are news even when they are lower and an old list comes late', async () => {
    const { server, page } = await opened();
    for (let i = 0; i < 5; i++) {
        server.publish('files');
    }
    await page.quiet();
    const former = page.client.position('files');
    server.loseEverything('b');
    page.client.setPosition('files', former);
    const { seq } = server.publish('files');
    assert.ok(seq < former.seq);
    assert.equal(page.heard.at(-1), seq);
    assert.deepEqual(page.client.position('files'), former, 'a number of another epoch says nothing about what is shown');
    await page.quiet();
    assert.deepEqual(page.client.position('files'), server.position('files'));
});

test('late events of an old epoch do not raise the position of a list of the new one', async () => {
    const { server, page } = await opened();
    page.client.setPosition('files', { seq: 50, epoch: 'b' });
    server.publish('files');
    assert.deepEqual(page.client.position('files'), { seq: 50, epoch: 'b' });
});

test('after a resync events raise the position again', async () => {
    const { server, page } = await opened();
    server.loseEverything('b');
    await page.quiet();
    const { seq } = server.publish('files');
    assert.deepEqual(page.client.position('files'), { seq, epoch: 'b' });
});

test('several resyncs in a row make one refetch, also with a reconnect among them', async () => {
    const { server, page } = await opened({ random: () => 1 });
    server.resync(['files'], 'bus-down', 5);
    server.resync(['files'], 'gap', 10);
    server.resync(['files'], 'overflow', 15);
    await server.reconnect();
    server.resync(['files'], 'gap', 20);
    await new Promise((resolve) => setTimeout(resolve, 40));
    await page.quiet();
    assert.equal(page.heard.filter((what) => typeof what === 'string').length, 2, 'by the reconnect, and by the resync after it');
    assert.equal(server.lists, 2);
    assert.deepEqual(await page.client.check(), []);
});

test('a doubt that comes up while the page joins again is not overwritten by the answer', async () => {
    const { server, page } = await opened({ random: () => 1 });
    server.socket.drop();
    server.socket.connect();
    server.resync(['files'], 'slow-client', 1000);
    await settled();
    assert.equal(page.client.position('files'), undefined);
    assert.deepEqual(await page.client.check(), ['files']);
});

test('answers and events that come in one packet count in their order', async () => {
    const { server, page } = await opened({ random: () => 1 });
    page.client.off('files:changed');
    const asked = [];
    server.socket.timeout = () => ({ emit: (name, payload, ack) => asked.push({ payload, ack }) });
    server.socket.drop();
    server.socket.connect();
    const { ack } = asked.find(({ payload }) => payload.room === 'files');
    ack(null, { ok: true, ...server.position('files'), epoch: 'b', recovered: false, missed: 0 });
    server.resync(['files'], 'epoch', 300);
    await settled();
    assert.equal(page.client.position('files'), undefined, 'the resync came after the answer');
});

test('an event without a handler leaves its room behind, for the idle guard to find', async () => {
    const { server, page } = await opened();
    server.publish('files', { name: 'categories:changed' });
    assert.deepEqual(await page.client.check(), ['files']);
});

test('a check waits for the connection that comes back, and a dead one is opened anew', async () => {
    const { server, page } = await opened();
    server.socket.drop();
    const asked = page.client.check();
    server.socket.connect();
    assert.deepEqual(await asked, []);
    const { timeout } = server.socket;
    server.socket.timeout = () => ({ emit: (name, payload, ack) => queueMicrotask(() => ack(new Error('operation has timed out'))) });
    const dead = page.client.check();
    server.socket.timeout = timeout;
    assert.deepEqual(await dead, [], 'joining again has proved what the check could not');
    await page.quiet();
    assert.equal(server.lists, 0);
});

test('a handler that fails makes the next check refetch', async () => {
    const { server, page } = await opened();
    const failing = () => Promise.reject(new Error('not now'));
    page.client.on('files:changed', failing);
    server.publish('files');
    await page.quiet();
    page.client.setPosition('files', null);
    page.client.off('files:changed', failing);
    assert.deepEqual(await page.client.check(), ['files']);
    assert.deepEqual(await page.client.check(), []);
});
