import { t } from '../i18n.js';

const KEYS = /** @type {const} */ ({
    0: 'error.network',
    401: 'error.signedOut',
    403: 'error.forbidden',
    404: 'error.notFound',
    409: 'error.conflict',
    412: 'error.changedMeanwhile',
    429: 'error.tooMany',
    503: 'error.unavailable',
});

/**
 * What went wrong, for people: the server's own words when it has some.
 * @param {number} status 0 when there was no answer
 * @param {any} [problem] as in RFC 9457
 * @returns {string}
 */
export function describe(status, problem) {
    if (typeof problem?.detail === 'string' && problem.detail) {
        return problem.detail;
    }
    const key = KEYS[/** @type {keyof typeof KEYS} */ (status)];
    return key ? t(key) : t('error.unexpected', { status });
}

/**
 * The messages that belong to single fields of a form.
 * @param {any} problem with `errors: [{field, message}]`, or `field` and `detail`
 * @returns {Record<string, string>}
 */
export function fieldMessages(problem) {
    /** @type {Record<string, string>} */
    const messages = {};
    for (const { field, message } of Array.isArray(problem?.errors) ? problem.errors : []) {
        messages[field] = message;
    }
    if (typeof problem?.field === 'string') {
        messages[problem.field] ??= problem.detail ?? problem.title ?? '';
    }
    return messages;
}
