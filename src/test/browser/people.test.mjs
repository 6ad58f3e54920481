import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matching, settingsHtml } from '../../main/webapp/js/pages/admin/settings.js';
import { strengthOf } from '../../main/webapp/js/pages/password/strength.js';
import { countDown } from '../../main/webapp/js/utils/countdown.js';
import { nextPage } from '../../main/webapp/js/utils/next-page.js';

const setting = (name, more) => ({
    name,
    value: '',
    secret: false,
    set: false,
    default: '',
    unit: '',
    description: '',
    source: 'default',
    ...more,
});

test('a password is weighed by its length and variety, not by what everybody knows', () => {
    const weighed = (passwords) => passwords.map((password) => strengthOf(password, 'maria'));
    assert.deepEqual(weighed(['', 'short7!', 'aaaaaaaaaaaaaaaa', 'abcdefgh12345678']), ['none', 'short', 'weak', 'weak']);
    assert.deepEqual(weighed(['maria2026', 'password1']), ['weak', 'weak']);
    assert.equal(strengthOf('plum kettle orbit seven'), 'strong');
});

test('after signing in one goes on to a page of ours only', () => {
    const from = (next) => nextPage(`https://host/app/sign-in.html?next=${encodeURIComponent(next)}`);
    assert.equal(from('files.html?q=a&page=2'), 'https://host/app/files.html?q=a&page=2');
    for (const elsewhere of ['https://evil/', '//evil/app/', '../other.html', 'javascript:alert(1)']) {
        assert.equal(from(elsewhere), 'https://host/app/', elsewhere);
    }
    assert.equal(nextPage('https://host/app/sign-in.html'), 'https://host/app/index.html');
});

test('counting down ends at the right moment although ticks come late', (context) => {
    context.mock.timers.enable({ apis: ['setInterval'] });
    let now = 0;
    const seen = [];
    countDown(5, (left) => seen.push(left), () => now);
    for (const moment of [1000, 4200, 9000]) {
        now = moment;
        context.mock.timers.tick(1000);
    }
    assert.deepEqual(seen, [5, 4, 1, 0]);
});

test('settings are found by all of the words, wherever they stand', () => {
    const all = [setting('roomcast.db.url', { description: 'Address of the database' }), setting('roomcast.worker', { value: '4711' })];
    const names = (words) => matching(all, words).map(({ name }) => name);
    assert.deepEqual(names('DATABASE url'), ['roomcast.db.url']);
    assert.deepEqual(names('4711'), ['roomcast.worker']);
    assert.deepEqual(names('database worker'), []);
    assert.equal(names('').length, 2);
});

test('of a secret only whether it is set is shown', () => {
    const shown = settingsHtml([setting('a', { secret: true, set: true, value: null }), setting('b', { secret: true, value: null })], '');
    assert.match(shown, /Set \(secret\).*Not set \(secret\)/s);
});
