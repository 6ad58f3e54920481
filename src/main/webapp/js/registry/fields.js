/** @import { Field } from '../utils/form.js' */
/** @import { Item } from './types.js' */
import { t } from '../i18n.js';
import { formatDateTime, formatNumber, html } from '../utils.js';

/** @typedef {string | boolean} Value what a field holds */
/** @typedef {Record<string, Value>} Values by the fields' names */

const MINUTE_MS = 60_000;

/** @param {Field} field */
export function isCheckbox(field) {
    return field instanceof HTMLInputElement && field.type === 'checkbox';
}

/**
 * What a field holds when it shows a record. A field named `<name>Id` shows the id of what the record has as `<name>`.
 * @param {Field} field
 * @param {Partial<Item> | undefined} item
 * @returns {Value}
 */
export function valueIn(field, item) {
    const value = field.name.endsWith('Id') ? item?.[field.name.slice(0, -2)]?.id : item?.[field.name];
    if (isCheckbox(field)) {
        return Boolean(value);
    }
    return field.type === 'datetime-local' ? localTime(value) : String(value ?? '');
}

/**
 * @param {Field} field
 * @returns {Value}
 */
export function valueOf(field) {
    if (isCheckbox(field)) {
        return /** @type {HTMLInputElement} */ (field).checked;
    }
    return field.type === 'password' || field.dataset.secret !== undefined ? field.value : field.value.trim();
}

/**
 * What the server is sent of a field.
 * @param {Field} field
 */
export function sentOf(field) {
    const value = valueOf(field);
    const canBeNull = field.name.endsWith('Id') || ['number', 'datetime-local'].includes(field.type) || 'null' in field.dataset;
    if (typeof value === 'boolean') {
        return value;
    }
    if (value === '' && canBeNull) {
        return null;
    }
    if (field.type === 'datetime-local') {
        return new Date(value).toISOString();
    }
    return field.type === 'number' || field.name.endsWith('Id') ? Number(value) : value;
}

/**
 * Puts a value into a field.
 * @param {Field} field
 * @param {Value} value
 * @param {boolean} asSaved whether the field counts as unchanged with it
 */
export function fill(field, value, asSaved) {
    if (field instanceof HTMLSelectElement) {
        for (const option of asSaved ? field.options : []) {
            option.defaultSelected = option.value === value;
        }
        field.value = String(value);
    } else if (isCheckbox(field)) {
        const box = /** @type {HTMLInputElement} */ (field);
        box.checked = Boolean(value);
        box.defaultChecked = asSaved ? box.checked : box.defaultChecked;
    } else {
        field.value = String(value);
        field.defaultValue = asSaved ? field.value : field.defaultValue;
    }
}

/**
 * The value as people read it.
 * @param {Field} field
 * @param {Value} value
 * @returns {unknown} for the template tag
 */
export function shown(field, value) {
    if (typeof value === 'boolean') {
        return value ? t('conflict.yes') : t('conflict.no');
    }
    if (field instanceof HTMLSelectElement) {
        return [...field.options].find((option) => option.value === value)?.text ?? value;
    }
    if (field.type === 'datetime-local') {
        return formatDateTime(value) || t('value.none');
    }
    if (field.type === 'color') {
        return html`<input type="color" class="swatch" value="${value}" disabled aria-hidden="true"> ${value}`;
    }
    return (field.type === 'number' && value !== '' ? formatNumber(Number(value)) : value) || t('value.none');
}

/**
 * What the field is called beside it.
 * @param {Field} field
 */
export function labelOf(field) {
    const label = field.labels?.[0];
    return (label?.querySelector('[data-i18n]') ?? label)?.textContent?.trim() ?? field.name;
}

/**
 * @param {string | null | undefined} moment
 * @returns {string} as `datetime-local` wants it, in the person's time zone; empty when there is none
 */
function localTime(moment) {
    const date = new Date(moment ?? NaN);
    if (Number.isNaN(date.getTime())) {
        return '';
    }
    const local = new Date(date.getTime() - date.getTimezoneOffset() * MINUTE_MS).toISOString();
    return local.slice(0, local.slice(17, 19) === '00' ? 16 : 19);
}
