/** @typedef {'none' | 'short' | 'weak' | 'fair' | 'good' | 'strong'} Strength */

/** The least that the server takes. */
export const SHORTEST = 8;

const LEVELS = /** @type {const} */ ([
    [36, 'weak'],
    [52, 'fair'],
    [70, 'good'],
]);

/**
 * A rough guess, in words, at how hard a password is to guess; only a hint. Length counts most, repeated and neighbouring
 * characters count little, and what everybody knows about the person counts not at all.
 * @param {string} password
 * @param {string} [login]
 * @returns {Strength}
 */
export function strengthOf(password, login = '') {
    if (password === '') {
        return 'none';
    }
    if (password.length < SHORTEST) {
        return 'short';
    }
    const bits = surprises(without(password, login)) * Math.log2(alphabet(password));
    return LEVELS.find(([below]) => bits < below)?.[1] ?? 'strong';
}

/**
 * @param {string} password
 * @param {string} login
 */
function without(password, login) {
    const known = ['password', 'qwerty', 'пароль', 'roomcast', login.toLowerCase()].filter((word) => word.length > 2);
    return known.reduce((rest, word) => rest.replaceAll(word, ''), password.toLowerCase());
}

/**
 * How many characters do not simply follow from the one before.
 * @param {string} text
 */
function surprises(text) {
    const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
    return codes.filter((code, index) => index === 0 || Math.abs(code - (codes[index - 1] ?? 0)) > 1).length;
}

/**
 * How many characters one like these might be chosen from.
 * @param {string} text
 */
function alphabet(text) {
    const kinds = /** @type {const} */ ([
        [/\p{Ll}/u, 26],
        [/\p{Lu}/u, 26],
        [/\p{Nd}/u, 10],
        [/[^\p{L}\p{Nd}]/u, 30],
    ]);
    return kinds.reduce((sum, [kind, size]) => sum + (kind.test(text) ? size : 0), 2);
}
