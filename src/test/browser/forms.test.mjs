import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { translate } from '../../main/webapp/js/i18n.js';

// What the pages' forms ask for is what the server's drafts ask for, in the same words.

const main = fileURLToPath(new URL('../../main/', import.meta.url));
const FORMS = [
    ['files.html', 'files/FileDraft'],
    ['categories.html', 'categories/CategoryDraft'],
    ['registrators.html', 'registrators/RegistratorDraft'],
    ['users.html', 'users/UserDraft'],
    ['groups.html', 'groups/GroupDraft'],
];

/** The fields of a page's form: by name, their attributes. */
function fieldsOf(page) {
    const form = readFileSync(`${main}webapp/${page}`, 'utf8').match(/<form [^]*<\/form>/)[0];
    const fields = form.matchAll(/<(?:input|textarea|select) ([^>]*)>/g);
    return new Map([...fields].map(([, text]) => attributes(text)).map((field) => [field.name, field]));
}

function attributes(text) {
    const all = text.matchAll(/([a-z-]+)(?:="([^"]*)")?/g);
    return Object.fromEntries([...all].map(([, name, value]) => [name, value?.replaceAll('&amp;', '&') ?? '']));
}

/** The components of a draft: by name, their Bean Validation constraints. */
function constraintsOf(draft) {
    const source = javaOf(draft);
    const components = source.slice(source.indexOf('record '), source.indexOf(') {')).replace(/^.*?\(/s, '');
    const one = /((?:@\w+(?:\((?:"(?:\\.|[^"\\])*"|[^")])*\))?\s*)*)[\w.]+ (\w+)(?:,|$)/g;
    return new Map([...components.matchAll(one)].map(([, annotations, name]) => [name, constraints(annotations, source)]));
}

function constraints(annotations, source) {
    const all = [...annotations.matchAll(/@(\w+)(?:\(((?:"(?:\\.|[^"\\])*"|[^")])*)\))?/g)];
    const numbers = (name, argument) =>
        all.filter((annotation) => annotation[1] === name).map(([, , text = '']) => argument.exec(text)?.[1]).filter(Boolean);
    const size = (argument) => numbers('Size', argument).map((text) => numberOf(text, source))[0];
    return {
        required: all.some(([, name]) => name === 'NotBlank'),
        minlength: size(/min = ([\w.]+)/),
        maxlength: size(/max = ([\w.]+)/),
        min: numbers('Min', /([\w.]+)/).map((text) => numberOf(text, source))[0],
        max: numbers('Max', /([\w.]+)/).map((text) => numberOf(text, source))[0],
        pattern: numbers('Pattern', /"((?:\\.|[^"\\])*)"/)[0],
    };
}

function numberOf(text, source) {
    const [, type, constant] = /^(?:(\w+)\.)?([A-Z_]+)$/.exec(text) ?? [];
    if (!constant) {
        return Number(text.replaceAll('_', ''));
    }
    const packageName = /package dev\.roomcast\.(\w+)/.exec(source)[1];
    return Number(new RegExp(`${constant} = (\\d+)`).exec(type ? javaOf(`${packageName}/${type}`) : source)[1]);
}

function javaOf(name) {
    return readFileSync(`${main}java/dev/roomcast/${name}.java`, 'utf8');
}

for (const [page, draft] of FORMS) {
    test(`the form of ${page} asks for what ${draft} asks for`, () => {
        const drafted = constraintsOf(draft);
        const fields = fieldsOf(page);
        assert.ok(fields.size > 1 && drafted.size > 1);
        for (const [name, field] of fields) {
            assert.ok(drafted.has(name), `${draft} has no ${name}`);
            const wanted = drafted.get(name);
            for (const limit of ['minlength', 'maxlength', ...(field.type === 'number' ? ['min', 'max'] : [])]) {
                const given = limit in field ? Number(field[limit]) : undefined;
                if (wanted[limit] !== undefined || wanted.pattern === undefined) {
                    assert.equal(given, wanted[limit], `${name}: ${limit}`);
                }
            }
            assert.ok('required' in field || !wanted.required, `${name} is required`);
        }
    });
}

test('a pattern takes what the server takes', () => {
    const samples = {
        mediaType: ['image/png', 'Text/Plain', 'application/vnd.x+json', 'image', 'image/', 'a b/c', 'image/png; x=y', 'текст/x', ''],
        login: ['anna', 'Anna', 'a.b_c@d-e', '7', '_a', '.a', 'a b', 'анна', `a${'b'.repeat(63)}`, `a${'b'.repeat(64)}`],
    };
    for (const [page, draft, name] of [['files.html', 'files/FileDraft', 'mediaType'], ['users.html', 'users/UserDraft', 'login']]) {
        const ours = new RegExp(`^(?:${fieldsOf(page).get(name).pattern})$`, 'u');
        const theirs = new RegExp(`^(?:${constraintsOf(draft).get(name).pattern})$`);
        for (const sample of samples[name]) {
            // The drafts make small letters of capitals before they look.
            assert.equal(ours.test(sample), theirs.test(sample.toLowerCase()), `${name} ${sample}`);
        }
    }
});

test('the form and the server say the same', () => {
    const pairs = {
        'form.required': ['field.NotBlank'],
        'form.tooShort': ['field.Size.min', 'min'],
        'form.tooLong': ['field.Size', 'max'],
        'form.tooSmall': ['field.Min', 'min'],
        'form.tooLarge': ['field.Max', 'max'],
        'form.pattern': ['field.Pattern'],
    };
    for (const [language, file] of [['en', 'messages.properties'], ['ru', 'messages_ru.properties']]) {
        const messages = readFileSync(`${main}resources/${file}`, 'utf8');
        for (const [ours, [theirs, value]] of Object.entries(pairs)) {
            const said = new RegExp(`^${theirs.replaceAll('.', '\\.')}=(.*)$`, 'm').exec(messages)?.[1];
            assert.equal(translate(language, ours, value ? { [value]: 77 } : {}), said?.replace('{0}', '77').replaceAll("''", "'"), `${language} ${ours}`);
        }
    }
});
