import { language, locale, t } from '../i18n.js';

const UNITS = /** @type {const} */ (['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte']);

/**
 * @param {number} value
 * @returns {string} for example `1,234`
 */
export function formatNumber(value) {
    return new Intl.NumberFormat(locale()).format(value);
}

/**
 * @param {string | number | Date | null | undefined} moment
 * @returns {string} for example `22 Nov 2026, 18:53`, empty when there is none
 */
export function formatDateTime(moment) {
    const date = new Date(moment ?? NaN);
    return Number.isNaN(date.getTime())
        ? ''
        : new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' }).format(date);
}

/**
 * @param {string} moment
 * @returns {{ date: string, time: string }} for example `22 Nov 2026` and `18:53`
 */
export function formatMoment(moment) {
    const part = (/** @type {Intl.DateTimeFormatOptions} */ style) => new Intl.DateTimeFormat(locale(), style).format(new Date(moment));
    // Russian months are long, and its short form is read in one way only.
    return { date: part({ dateStyle: language() === 'ru' ? 'short' : 'medium' }), time: part({ timeStyle: 'short' }) };
}

/**
 * @param {number | null | undefined} bytes
 * @returns {string} for example `2.1 MB`; a dash when unknown
 */
export function formatSize(bytes) {
    if (bytes === null || bytes === undefined) {
        return t('value.none');
    }
    const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
    const options = { style: 'unit', unit: UNITS[power], unitDisplay: power === 0 ? 'long' : 'short' };
    const digits = { maximumFractionDigits: bytes / 1000 ** power < 10 && power > 0 ? 1 : 0 };
    return new Intl.NumberFormat(locale(), /** @type {any} */ ({ ...options, ...digits })).format(bytes / 1000 ** power);
}
