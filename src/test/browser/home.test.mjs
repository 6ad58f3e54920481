import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayOpen } from '../../main/webapp/js/access.js';
import { doorsHtml } from '../../main/webapp/js/pages/index/doors.js';
import { feedHtml, keysOf, linkOf, saidOf } from '../../main/webapp/js/pages/index/feed.js';
import { HomeRooms } from '../../main/webapp/js/pages/index/rooms.js';
import { workersHtml } from '../../main/webapp/js/pages/index/workers.js';
import { formatAgo } from '../../main/webapp/js/utils/relative-time.js';
import { noteServerTime, serverNow } from '../../main/webapp/js/utils/server-clock.js';

const AT = '2026-11-22T12:00:00.000Z';
const entry = (more) => ({ at: AT, login: 'maria', topic: 'files', reason: 'updated', id: '1', name: 'a', ...more });
const position = { seq: 1, epoch: 'e' };

test('an entry keeps its key when others come, even one that is alike', () => {
    const old = [entry(), entry({ id: '2' })];
    const now = [entry(), ...old];
    assert.deepEqual(keysOf(now).slice(1), keysOf(old));
    assert.equal(new Set(keysOf(now)).size, now.length);
});

test('an entry leads to its record by the last name known, and nowhere when it is gone', () => {
    const first = entry({ name: 'old name', reason: 'added' });
    assert.equal(linkOf(first, [entry({ name: 'new & name' }), first]), 'files.html?q=new+%26+name');
    assert.equal(linkOf(first, [entry({ reason: 'deleted' }), first]), undefined);
    assert.equal(linkOf(entry({ topic: 'weather' }), [entry({ topic: 'weather' })]), undefined);
});

test('what happened is said in words, of an unknown topic too', () => {
    assert.equal(saidOf(entry({ reason: 'added' })), 'File created');
    assert.equal(saidOf(entry({ topic: 'weather', reason: 'deleted' })), 'Deleted');
});

test('names in the feed are text', () => {
    assert.ok(feedHtml([entry({ name: '<b>"x"</b>', login: '<i>' })]).includes('&lt;b&gt;&quot;x&quot;&lt;/b&gt;'));
});

test('doors lead only where one may go', () => {
    const counts = { files: 1234, users: 3 };
    assert.match(doorsHtml(counts, 'administrator'), /users\.html.*admin\.html/s);
    assert.doesNotMatch(doorsHtml(counts, 'viewer'), /users\.html|groups\.html|admin\.html/);
    assert.ok(mayOpen('index', undefined) && !mayOpen('admin', 'editor'));
});

test('a worker is well, cut off, or lost', () => {
    const worker = { number: 7, startedAt: AT, bus: 'UP', alive: true };
    const state = (more) => /data-state="(\w+)"/.exec(workersHtml([{ ...worker, ...more }]))?.[1];
    assert.deepEqual([state({}), state({ bus: 'DOWN' }), state({ alive: false })], ['well', 'alone', 'lost']);
});

test('the page stands in the rooms of the last answer, each joined after its position is known', () => {
    const calls = [];
    const log = (name) => (room) => calls.push(`${name} ${room}`);
    const sync = { joinRoom: log('join'), leaveRoom: log('leave'), setPosition: log('at') };
    const rooms = new HomeRooms(sync, ['index']);
    rooms.take({ index: position, files: position, users: position });
    assert.deepEqual(calls, ['at index', 'join index', 'at files', 'join files', 'at users', 'join users']);
    calls.length = 0;
    rooms.take({ index: position, files: position });
    assert.equal(calls.at(-1), 'leave users');
});

test('how long ago: rounded down, never in the future, and a date in the end', () => {
    const after = (ms) => formatAgo(AT, Date.parse(AT) + ms);
    assert.deepEqual([-5000, 59_000].map(after), ['just now', 'just now']);
    assert.deepEqual([119_000, 7_199_000, 47 * 3_600_000].map(after), ['1 minute ago', '1 hour ago', '1 day ago']);
    assert.match(after(8 * 86_400_000), /2026/);
});

test('a browser with a wrong clock counts by the server', () => {
    noteServerTime('Sun, 22 Nov 2026 12:00:00 GMT', Date.parse(AT) - 3_600_000);
    assert.equal(serverNow(0), 3_600_000);
    noteServerTime('Sun, 22 Nov 2026 12:00:00 GMT', Date.parse(AT) + 900);
    assert.equal(serverNow(0), 0);
    noteServerTime(null);
    assert.equal(serverNow(0), 0);
});
