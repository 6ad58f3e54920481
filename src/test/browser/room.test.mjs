import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Room } from '../../main/webapp/js/sync/room.js';

const answer = (seq, more = {}) => ({ ok: true, seq, epoch: 'a', recovered: true, missed: 0, ...more });

/** A room that was joined by a page that knew its position. */
function joined(seq, epoch = 'a') {
    const room = new Room('files');
    room.place({ seq, epoch });
    room.joining();
    room.joined(answer(seq, { epoch }));
    return room;
}

test('an event that is not newer than the position is a double', () => {
    const room = joined(100);
    assert.equal(room.hear(101), true);
    room.raise(101);
    assert.equal(room.hear(101), false);
    assert.equal(room.hear(100), false);
    assert.deepEqual(room.position, { seq: 101, epoch: 'a' });
});

test('a list answer replaces the position, also by an older one', () => {
    const room = joined(100);
    room.place({ seq: 90, epoch: 'b' });
    assert.deepEqual(room.position, { seq: 90, epoch: 'b' });
    room.place({ seq: 0, epoch: '' });
    assert.equal(room.position, undefined, 'read while nobody could say');
});

test('what a list contains is not told again, what it does not contain is', () => {
    const room = joined(100);
    room.place({ seq: 103, epoch: 'a' });
    assert.equal(room.hear(102), false);
    assert.equal(room.hear(104), true);
});

test('a room without a position takes every event once, and keeps standing nowhere', () => {
    const room = joined(100);
    room.doubt();
    assert.equal(room.hear(101), true);
    room.raise(101);
    assert.equal(room.hear(101), false);
    assert.equal(room.position, undefined);
});

test('numbers heard in one epoch are no doubles of those of another', () => {
    const room = joined(100);
    room.hear(105);
    room.parted();
    room.joining();
    assert.equal(room.joined(answer(50, { epoch: 'b', recovered: false })), 'not recovered');
    assert.equal(room.hear(51), true);
});

test('an answer that was not recovered does not matter to a page that fetched meanwhile', () => {
    const room = joined(100);
    room.parted();
    room.joining();
    room.place({ seq: 60, epoch: 'b' });
    assert.equal(room.joined(answer(55, { epoch: 'b', recovered: false })), undefined);
    assert.deepEqual(room.position, { seq: 60, epoch: 'b' });
});

test('a list that nobody could place is in doubt when the room is joined', () => {
    const room = new Room('files');
    room.place({ seq: 0, epoch: '' });
    room.joining();
    assert.equal(room.joined(answer(7)), 'in doubt');
});

test('a first join whose answer never came leaves a doubt', () => {
    const room = new Room('global');
    room.state = 'wanted';
    room.joining();
    room.parted();
    room.joining();
    assert.equal(room.joined(answer(7)), 'in doubt');
});

test('a stale page stands where the server says, but never further back', () => {
    const room = joined(100);
    room.fetching(110, 'a');
    room.fetching(105, 'a');
    room.fetching(undefined, '');
    assert.deepEqual(room.position, { seq: 110, epoch: 'a' });
    room.fetching(3, 'b');
    assert.deepEqual(room.position, { seq: 3, epoch: 'b' });
});

test('what a page has been told of is the newest that arrived, whatever it shows by now', () => {
    const room = joined(100);
    assert.deepEqual(room.told, { seq: 100, epoch: 'a' });
    room.hear(105);
    assert.deepEqual(room.told, { seq: 105, epoch: 'a' }, 'nobody has handled it');
    room.raise(105);
    room.place({ seq: 102, epoch: 'a' });
    assert.deepEqual(room.told, { seq: 105, epoch: 'a' }, 'the list was on its way');
    room.place({ seq: 107, epoch: 'a' });
    assert.deepEqual(room.told, { seq: 107, epoch: 'a' });
});

test('a page that is in doubt, or cannot compare numbers, has been told of anything', () => {
    const room = joined(100);
    room.doubt();
    assert.equal(room.told, undefined);
    room.place({ seq: 110, epoch: 'b' });
    assert.equal(room.told, undefined, 'events of another epoch');
    room.resynced();
    room.place({ seq: 110, epoch: 'b' });
    room.hear(111);
    assert.equal(room.told, undefined, 'of which epoch the event is nobody has said yet');
    room.follow('b');
    assert.deepEqual(room.told, { seq: 111, epoch: 'b' });
    assert.equal(new Room('files').told, undefined);
});
