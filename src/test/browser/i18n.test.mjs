import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { translate } from '../../main/webapp/js/i18n.js';
import { en } from '../../main/webapp/js/i18n/en.js';
import { ru } from '../../main/webapp/js/i18n/ru.js';

const webapp = fileURLToPath(new URL('../../main/webapp/', import.meta.url));
const sources = readdirSync(webapp, { recursive: true })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /\.(html|js)$/.test(name) && !name.startsWith('js/i18n/'))
    .map((name) => ({ name, text: readFileSync(webapp + name, 'utf8') }));

test('both languages have the same keys, placeholders and plural forms', () => {
    assert.deepEqual(Object.keys(ru), Object.keys(en));
    const placeholders = (message) => [...new Set(JSON.stringify(message).match(/\{\w+\}/g) ?? [])].sort();
    for (const key of Object.keys(en)) {
        assert.deepEqual(placeholders(ru[key]), placeholders(en[key]), key);
        assert.equal(typeof ru[key], typeof en[key], key);
        for (const [language, message] of Object.entries({ en: en[key], ru: ru[key] })) {
            const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
            assert.ok(typeof message === 'string' || forms.every((form) => form in message), `${language} ${key}`);
        }
    }
});

test('every key that a page or a script names exists', () => {
    for (const { name, text } of sources) {
        for (const [, inHtml, inScript] of text.matchAll(/data-i18n(?:-[a-z-]+)?="([^"]+)"|\bt\(\s*'([^']+)'/g)) {
            assert.ok((inHtml ?? inScript) in en, `${name}: ${inHtml ?? inScript}`);
        }
    }
});

test('every word that looks like a key is one, wherever it stands', () => {
    const sections = new Set(Object.keys(en).map((key) => key.split('.')[0]));
    const unknown = [];
    for (const { name, text } of sources) {
        for (const [, word] of text.matchAll(/['"`]([a-z][A-Za-z]*(?:\.[A-Za-z0-9]+)+)['"`]/g)) {
            const isFile = /\.(html|js|css|svg|ini)$/.test(word);
            if (!isFile && sections.has(word.split('.')[0]) && !(word in en)) {
                unknown.push(`${name}: ${word}`);
            }
        }
    }
    assert.deepEqual(unknown, []);
});

test('what the list pages say of each topic is there for all five', () => {
    const topics = ['files', 'users', 'groups', 'categories', 'registrators'];
    const words = new Set(sources.flatMap(({ text }) => [...text.matchAll(/`\$\{(?:[\w.#]+\.)?topic\}\.(\w+)`/g)].map(([, word]) => word)));
    assert.ok(words.has('title') && words.size > 3, [...words].join());
    for (const key of topics.flatMap((topic) => [...words].map((word) => `${topic}.${word}`))) {
        assert.ok(key in en, key);
    }
});

test('no key is left over', () => {
    const all = sources.map(({ text }) => text).join('\n');
    const built = [
        ...['role.', 'sync.', 'page.', 'nav.', 'bulk.', 'home.', 'password.', 'upload.'],
        ...['files.', 'categories.', 'registrators.', 'users.', 'groups.'],
    ];
    for (const key of Object.keys(en)) {
        assert.ok(all.includes(key) || built.some((prefix) => key.startsWith(prefix)), key);
    }
});

test('the plural forms of both languages', () => {
    const updates = (language, count) => translate(language, 'sync.updates', { count });
    assert.deepEqual([1, 2].map((count) => updates('en', count)), ['1 update', '2 updates']);
    assert.deepEqual(
        [1, 3, 5, 11, 21].map((count) => updates('ru', count)),
        ['1 обновление', '3 обновления', '5 обновлений', '11 обновлений', '21 обновление'],
    );
});
