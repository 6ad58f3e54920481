const ESCAPES = /** @type {Record<string, string>} */ ({
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
});

/** HTML that is known to be safe: it came out of the `html` tag. */
export class SafeHtml {
    /** @param {string} text */
    constructor(text) {
        this.text = text;
    }

    toString() {
        return this.text;
    }
}

/**
 * @param {unknown} value
 * @returns {string}
 */
export function escapeHtml(value) {
    return String(value).replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

/**
 * A template tag that escapes everything put in, except what a nested `html` made. Lists are joined; null, undefined and
 * false vanish.
 * @param {TemplateStringsArray} strings
 * @param {...unknown} values
 * @returns {SafeHtml}
 */
export function html(strings, ...values) {
    const parts = strings.map((text, index) => text + (index < values.length ? fill(values[index]) : ''));
    return new SafeHtml(parts.join(''));
}

/**
 * @param {unknown} value
 * @returns {string}
 */
function fill(value) {
    if (value instanceof SafeHtml) {
        return value.text;
    }
    if (Array.isArray(value)) {
        return value.map(fill).join('');
    }
    return value === null || value === undefined || value === false ? '' : escapeHtml(value);
}
