import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aboutEvent, toldHeader } from '../../main/webapp/js/sync/about.js';
import { catchUpEvent } from '../../main/webapp/js/sync/catch-up.js';
import { SyncClient } from '../../main/webapp/js/sync/client.js';
import { FakeSocket, settled } from './scripted-server.mjs';

const event = (seq, room = 'files') => ({ reason: 'updated', seq, worker: 1, scope: `room:${room}`, id: '7', data: {} });
const joined = (seq, more = {}) => ({ ok: true, seq, epoch: 'a', recovered: true, missed: 0, ...more });

async function inRoom({ answer = joined(100), ...surroundings } = {}) {
    const socket = new FakeSocket();
    socket.answers = { join: answer, leave: { ok: true } };
    const client = new SyncClient({ random: () => 0, patience: 1, ...surroundings });
    const seen = [];
    client.joinRoom('files');
    client.on('files:changed', (given) => void seen.push(given));
    client.attach(socket);
    await settled();
    return { client, socket, seen };
}

test('handlers get the event object, once per event and once per handler', async () => {
    const { client, socket, seen } = await inRoom();
    const twice = (given) => void seen.push(given);
    client.on('files:changed', twice);
    client.on('files:changed', twice);
    socket.receive('files:changed', event(101));
    socket.receive('files:changed', event(101));
    assert.deepEqual(seen, [event(101), event(101)], 'two handlers, one event');
});

test('after a reconnect the room is joined again with the position held, and handlers stay single', async () => {
    const { socket, seen } = await inRoom();
    socket.receive('files:changed', event(105));
    socket.drop();
    socket.connect();
    await settled();
    assert.deepEqual(socket.sentOf('join'), ['files', { room: 'files', since: 105, epoch: 'a' }]);
    socket.receive('files:changed', event(106));
    assert.equal(seen.length, 2);
});

test('a join that could not recover, or whose missed events did not come, has the handlers run', async () => {
    for (const more of [{ missed: 2 }, { recovered: false }]) {
        const { socket, seen } = await inRoom();
        socket.answers.join = joined(120, more);
        socket.drop();
        socket.connect();
        await settled();
        assert.equal(seen.length, 1, JSON.stringify(more));
    }
});

test('a room joined again without a position is in doubt and caught up with', async () => {
    const { client, socket, seen } = await inRoom();
    client.setPosition('files', null);
    socket.answers.join = joined(120);
    socket.drop();
    socket.connect();
    await settled();
    assert.deepEqual(socket.sentOf('join'), ['files', 'files']);
    assert.equal(seen.length, 1);
});

test('a list of another epoch than the join is caught up with', async () => {
    const { client, socket, seen } = await inRoom({ answer: new Promise(() => {}) });
    let answer;
    socket.answers.join = new Promise((resolve) => (answer = resolve));
    socket.drop();
    socket.connect();
    client.setPosition('files', { seq: 200, epoch: 'former' });
    answer(joined(100));
    await settled();
    assert.equal(seen.length, 1);
});

test('an overloaded worker is asked again, a refused room is not', async () => {
    const answers = [{ ok: false, error: 'overloaded' }, joined(100)];
    const { client, socket } = await inRoom({ answer: () => answers.shift() });
    await new Promise((resolve) => setTimeout(resolve, 5));
    assert.equal(socket.sentOf('join').length, 2);
    assert.deepEqual(client.rooms, ['files']);
    assert.equal(client.link.state, 'live');
});

test('rooms whose epochs differ are fresh each in its own', async () => {
    const { client, socket } = await inRoom();
    socket.answers.join = { ...joined(50), epoch: 'b' };
    client.joinRoom('index');
    await settled();
    const fresh = { ok: true, stale: [], seq: { files: 100, index: 50, global: 10 }, epoch: 'b', epochs: { files: 'a', index: 'b', global: 'g' } };
    socket.answers['sync:check'] = fresh;
    assert.deepEqual(await client.check(), []);
});

test('a change between the list and the join is caught up with', async () => {
    const { client, seen } = await inRoom({ answer: joined(100) });
    client.setPosition('files', { seq: 99, epoch: 'a' });
    await settled();
    assert.equal(seen.length, 1);
    client.setPosition('files', { seq: 99, epoch: 'a' });
    await settled();
    assert.equal(seen.length, 1, 'a worker that lags does not make the page fetch for ever');
});

test('sync:check asks with the positions and tells what is stale', async () => {
    const { client, socket } = await inRoom();
    const answer = (seq, epoch, stale) => ({ ok: true, stale, seq: { files: seq, global: 10 }, epochs: { files: epoch, global: 'g' }, epoch });
    socket.answers['sync:check'] = answer(100, 'a', []);
    assert.deepEqual(await client.check(), []);
    assert.deepEqual(socket.sentOf('sync:check'), [{ files: 100, global: 10 }]);
    socket.answers['sync:check'] = answer(110, 'a', ['files']);
    assert.deepEqual(await client.check(), ['files']);
    assert.deepEqual(client.position('files'), { seq: 110, epoch: 'a' });
    socket.answers['sync:check'] = answer(110, 'b', []);
    assert.deepEqual(await client.check(), ['files'], 'another epoch proves nothing');
    socket.drop();
    assert.deepEqual(await client.check(), ['files', 'global'], 'nobody to ask');
});

test('a handler that fails makes its room stale', async () => {
    const { client, socket } = await inRoom();
    client.on('files:changed', () => Promise.reject(new Error('the list did not come')));
    socket.receive('files:changed', event(101));
    await settled();
    await settled();
    assert.equal(client.position('files'), undefined);
});

test('sync:resync has the handlers of the named rooms run, and of no others', async () => {
    const { client, socket, seen } = await inRoom();
    const others = [];
    client.joinRoom('index');
    client.on('index:changed', (given) => void others.push(given));
    await settled();
    socket.receive('sync:resync', { rooms: ['files', 'users'], reason: 'overflow', within: 0 });
    await new Promise((resolve) => setTimeout(resolve, 5));
    assert.equal(seen.length, 1);
    assert.equal(others.length, 0);
    assert.equal(client.position('files'), undefined);
});

const moment = () => new Promise((resolve) => setTimeout(resolve, 5));

test('a page whose worker leaves connects anew with the position held, and refetches nothing', async () => {
    const { client, socket, seen } = await inRoom();
    client.setPosition('files', { seq: 100, epoch: 'a' });
    socket.receive('sync:drain', { within: 500 });
    await moment();
    await settled();
    assert.equal(socket.connections, 2);
    assert.deepEqual(socket.sentOf('join').at(-1), { room: 'files', since: 100, epoch: 'a' });
    assert.equal(client.link.state, 'live');
    assert.deepEqual(seen, []);
});

test('who waits to leave a worker and has lost it meanwhile does not leave the next one too', async () => {
    const { socket } = await inRoom();
    socket.receive('sync:drain', { within: 500 });
    socket.drop();
    socket.connect();
    await moment();
    assert.equal(socket.connections, 2);
    socket.receive('sync:drain', { within: 500 });
    socket.drop();
    await moment();
    assert.equal(socket.connections, 2, 'Socket.IO is about to reconnect by itself');
});

test('only a refusal of the person has the page ask who is signed in', async () => {
    let asked = 0;
    const { client, socket } = await inRoom({ signedIn: async () => Boolean(++asked) });
    socket.drop();
    const refuse = (description) => socket.emit('connect_error', Object.assign(new Error('xhr poll error'), { description }));
    [503, 502, 404, { type: 'error' }].forEach(refuse);
    await settled();
    assert.equal(asked, 0);
    assert.equal(client.link.state, 'reconnecting');
    refuse(403);
    await settled();
    assert.equal(asked, 1);
});

test('a room left is heard no more', async () => {
    const { client, socket, seen } = await inRoom();
    client.leaveRoom('files');
    socket.receive('files:changed', event(101));
    assert.equal(seen.length, 0);
    assert.deepEqual(socket.sentOf('leave'), ['files']);
});

test('live means connected and joined; a closed door leads to asking who one is', async () => {
    const states = [];
    let asked = 0;
    const signedIn = async () => {
        asked++;
        return false;
    };
    const { client, socket } = await inRoom({ onState: (state) => states.push(state), signedIn });
    assert.equal(client.link.state, 'live');
    socket.active = false;
    socket.drop('io server disconnect');
    await settled();
    assert.equal(asked, 1);
    assert.deepEqual(states, ['live', 'reconnecting', 'offline']);
});

test('what the page has been told of is said of all its rooms or of none', async () => {
    const { client, socket } = await inRoom();
    assert.deepEqual(client.told, { files: { seq: 100, epoch: 'a' } });
    socket.receive('files:changed', event(105));
    assert.deepEqual(client.told, { files: { seq: 105, epoch: 'a' } });
    client.joinRoom('users');
    assert.equal(client.told, undefined);
    await settled();
    assert.deepEqual(client.told, { files: { seq: 105, epoch: 'a' }, users: { seq: 100, epoch: 'a' } });
    client.setPosition('users', null);
    assert.equal(client.told, undefined);
    client.leaveRoom('users');
    socket.receive('sync:resync', { rooms: ['files'], reason: 'gap', within: 60_000 });
    assert.equal(client.told, undefined);
});

test('what the page has been told of goes into one header', () => {
    const told = { files: { seq: 1795376199866, epoch: 'a-1' }, index: { seq: 0, epoch: 'b' } };
    assert.equal(toldHeader(told), 'files=1795376199866@a-1,index=0@b');
});

test('resyncs that follow each other do not make the page catch up sooner', async () => {
    let asked = 0;
    const { socket } = await inRoom({ random: () => (asked++, 0.5) });
    asked = 0;
    for (const within of [60_000, 60_000, 70_000, 50_000, 55_000]) {
        socket.receive('sync:resync', { rooms: ['files'], reason: 'bus-down', within });
    }
    assert.equal(asked, 2, 'the first, and the one that is more urgent');
});

test('of an event a soft refresh learns whether it is news, what it tells, and over which time to spread', () => {
    const plain = { ...event(1), within: 3000 };
    assert.deepEqual(aboutEvent(plain, false), { foreign: true, told: true, within: 3000 });
    assert.deepEqual(aboutEvent(event(1), false), { foreign: true, told: true, within: 0 });
    assert.deepEqual(aboutEvent(plain, true), { foreign: false, told: false, within: 0 });
    assert.deepEqual(aboutEvent(undefined, false), { foreign: false, told: false, within: 0 });
    assert.deepEqual(aboutEvent({ ...event(1), scope: 'global' }, false), { foreign: true, told: false, within: 0 });
    assert.deepEqual(aboutEvent(catchUpEvent('room:files', 1, 'gap'), false), { foreign: true, told: false, within: 0 });
});
