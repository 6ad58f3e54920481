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
