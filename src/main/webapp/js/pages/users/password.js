import { t } from '../../i18n.js';

/** Without those that are easily taken for another when read aloud or from paper. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const LENGTH = 16;

/** The password that an administrator gives to somebody else: generated or typed, and shown when it is to be passed on. */
export class PasswordField {
    #field;
    #show;
    #hint;
    #creating = true;

    /** @param {string} id */
    constructor(id) {
        this.#field = /** @type {HTMLInputElement} */ (document.getElementById(id));
        this.#show = /** @type {HTMLElement} */ (document.getElementById(`${id}-show`));
        this.#hint = /** @type {HTMLElement} */ (document.getElementById(`${id}-hint`));
        this.#show.addEventListener('click', () => this.#reveal(this.#field.type === 'password'));
        document.getElementById(`${id}-generate`)?.addEventListener('click', () => this.#generate());
        document.addEventListener('i18n:changed', () => this.#describe());
    }

    /** @param {boolean} creating a new user needs a password, another keeps theirs when the field is empty */
    open(creating) {
        this.#creating = creating;
        this.#field.required = creating;
        this.#reveal(false);
        this.#describe();
    }

    #describe() {
        this.#hint.textContent = t(this.#creating ? 'users.passwordHint' : 'users.passwordKept');
    }

    #generate() {
        this.#field.value = generatePassword();
        this.#reveal(true);
        this.#field.focus();
        this.#field.select();
    }

    /** @param {boolean} shown */
    #reveal(shown) {
        this.#field.type = shown ? 'text' : 'password';
        this.#show.setAttribute('aria-pressed', String(shown));
    }
}

/** About 92 bits, each letter equally likely. */
export function generatePassword() {
    const letters = [];
    while (letters.length < LENGTH) {
        const [byte] = crypto.getRandomValues(new Uint8Array(1));
        // Bytes beyond the last whole round would make the first letters likelier.
        if (byte !== undefined && byte < 256 - (256 % LETTERS.length)) {
            letters.push(LETTERS[byte % LETTERS.length]);
        }
    }
    return letters.join('');
}
