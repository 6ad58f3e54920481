import { en } from './i18n/en.js';
import { ru } from './i18n/ru.js';

/** @typedef {keyof typeof en} Key */
/** @typedef {'en' | 'ru'} Language */
/** @typedef {string | Record<string, string>} Message text, or one text per plural form of `count` */

const STORED = 'roomcast.language';

/** @type {Record<Language, Record<Key, Message>>} */
const DICTIONARIES = { en, ru };

/** @type {Language} */
let current = chosenLanguage();

/** @returns {Language} */
export function language() {
    return current;
}

/** The form of dates and numbers: the browser's own region when it speaks this language. */
export function locale() {
    const regions = /** @type {const} */ ({ en: 'en-GB', ru: 'ru-RU' });
    return (globalThis.navigator?.languages ?? []).find((tag) => tag.startsWith(`${current}-`)) ?? regions[current];
}

/**
 * Speaks this language from now on, on all pages.
 * @param {Language} chosen
 */
export function setLanguage(chosen) {
    current = chosen;
    try {
        localStorage.setItem(STORED, chosen);
    } catch {
        // A browser that keeps nothing still switches this page.
    }
    translatePage();
    document.dispatchEvent(new CustomEvent('i18n:changed', { detail: { language: chosen } }));
}

/**
 * @param {Key} key
 * @param {Record<string, string | number>} [values] fill `{name}`; `count` also chooses the plural form
 * @returns {string}
 */
export function t(key, values = {}) {
    return translate(current, key, values);
}

/**
 * @param {Language} into
 * @param {Key} key
 * @param {Record<string, string | number>} values
 * @returns {string}
 */
export function translate(into, key, values) {
    const message = DICTIONARIES[into][key];
    const form = typeof message === 'string' ? message : pluralForm(into, message, Number(values.count));
    return form.replace(/\{(\w+)\}/g, (whole, name) => show(into, values[name] ?? whole));
}

/**
 * @param {Language} into
 * @param {Record<string, string>} forms
 * @param {number} count
 */
function pluralForm(into, forms, count) {
    return forms[new Intl.PluralRules(into).select(count)] ?? forms.other ?? '';
}

/**
 * @param {Language} into
 * @param {string | number} value
 */
function show(into, value) {
    return typeof value === 'number' ? new Intl.NumberFormat(into === current ? locale() : into).format(value) : value;
}

/**
 * Puts the words into the elements that name them: `data-i18n` as their text, `data-i18n-<attribute>` as an attribute.
 * @param {ParentNode} [root]
 */
export function translatePage(root = document) {
    document.documentElement.lang = current;
    for (const element of root.querySelectorAll('[data-i18n]')) {
        element.textContent = t(/** @type {Key} */ (element.getAttribute('data-i18n')));
    }
    for (const attribute of ['aria-label', 'placeholder', 'title']) {
        for (const element of root.querySelectorAll(`[data-i18n-${attribute}]`)) {
            element.setAttribute(attribute, t(/** @type {Key} */ (element.getAttribute(`data-i18n-${attribute}`))));
        }
    }
}

/**
 * The person's choice, else the first of the browser's languages that is spoken here, else English.
 * @returns {Language}
 */
function chosenLanguage() {
    const wanted = [stored(), ...(globalThis.navigator?.languages ?? [])];
    const known = wanted.map((tag) => tag?.slice(0, 2).toLowerCase()).find((tag) => tag === 'en' || tag === 'ru');
    return known ?? 'en';
}

/** @returns {string | undefined} */
function stored() {
    try {
        return globalThis.localStorage?.getItem(STORED) ?? undefined;
    } catch {
        return undefined;
    }
}
