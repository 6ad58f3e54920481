import assert from 'node:assert/strict';
import { test } from 'node:test';
import { downloadUrl, kindOf, viewUrl } from '../../main/webapp/js/content/address.js';
import { wordsOf } from '../../main/webapp/js/content/tray.js';
import { Upload } from '../../main/webapp/js/content/upload.js';

/** An upload whose sending is what the test says, and the states that it went through. */
function uploading(send, record = async () => 7) {
    const states = [];
    const made = [];
    const upload = new Upload({
        content: { size: 100 },
        name: 'a.txt',
        record: () => made.push(1) && record(),
        changed: ({ state }) => states.at(-1) !== state && states.push(state),
        send,
    });
    return { upload, states, made };
}

test('a content goes to its record, byte by byte', async () => {
    const urls = [];
    const { upload, states } = uploading(async (url, _content, { progress }) => {
        urls.push(url);
        progress(40);
        assert.match(wordsOf(upload), /40 bytes of 100 bytes/);
        progress(150);
    });
    await upload.run();
    assert.deepEqual(states, ['sending', 'finishing', 'done']);
    assert.match(urls[0], /api\/files\/7\/content$/);
});

test('when the content fails the record stays, and trying again does not make another', async () => {
    let fails = true;
    const { upload, states, made } = uploading(async () => {
        if (fails) {
            throw new Error('The connection broke.');
        }
    });
    await upload.run();
    assert.equal(upload.state, 'failed');
    assert.match(upload.reason, /record is kept.*connection broke/);
    fails = false;
    upload.again();
    await upload.run();
    assert.deepEqual(states, ['sending', 'failed', 'waiting', 'sending', 'done']);
    assert.equal(made.length, 1);
});

test('a record that could not be made is made when it is tried again', async () => {
    let refused = true;
    const { upload, made } = uploading(async () => {}, async () => {
        if (refused) {
            throw new Error('Please choose another name.');
        }
        return 9;
    });
    await upload.run();
    assert.equal(upload.reason, 'Please choose another name.');
    refused = false;
    await upload.run();
    assert.deepEqual([upload.state, upload.id, made.length], ['done', 9, 2]);
});

test('cancelling ends the sending and says what is left', async () => {
    const { upload } = uploading((_url, _content, { signal }) => new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
        queueMicrotask(() => upload.cancel());
    }));
    await upload.run();
    assert.equal(upload.state, 'cancelled');
    assert.match(wordsOf(upload), /record stays/);
    assert.ok(!upload.underWay);
});

test('an upload that waits is cancelled without having sent anything', () => {
    const { upload, made } = uploading(async () => {});
    upload.cancel();
    assert.deepEqual([upload.state, made.length], ['cancelled', 0]);
});

test('what can be shown in the page', () => {
    const kinds = ['image/png', 'image/svg+xml', 'video/mp4', 'audio/ogg', 'text/html', '', null].map(kindOf);
    assert.deepEqual(kinds, ['image', 'other', 'video', 'audio', 'other', 'other', 'other']);
});

test('another content has another address, so that a player never mixes the two', () => {
    const first = viewUrl({ id: 5, sha256: 'a'.repeat(64) });
    assert.match(first, /api\/files\/5\/content\?v=aaaaaaaaaaaa$/);
    assert.notEqual(first, viewUrl({ id: 5, sha256: 'b'.repeat(64) }));
    assert.match(downloadUrl('a/b'), /files\/a%2Fb\/content\?download$/);
});
