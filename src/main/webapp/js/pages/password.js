// The page on which a person changes the password; whoever signs in with a given one must.
import { languageSwitch, listenForLanguage } from '../frame.js';
import { t, translatePage } from '../i18n.js';
import { api, ApiError, fieldMessages, showFieldErrors, validateForm } from '../utils.js';
import { watchCapsLock } from '../utils/caps-lock.js';
import { nextPage } from '../utils/next-page.js';
import { SHORTEST, strengthOf } from './password/strength.js';

const form = /** @type {HTMLFormElement} */ (part('password-form'));
const current = field('current');
const wanted = field('password');
const again = field('again');
const login = /** @type {HTMLInputElement} */ (part('password-login'));
const submit = /** @type {HTMLButtonElement} */ (part('password-submit'));

/** Whether the person may do nothing else before. */
let forced = false;

function draw() {
    translatePage();
    part('language-place').innerHTML = languageSwitch().text;
    document.title = t('password.title');
    part('password-lead').textContent = forced ? t('password.forced') : t('password.lead');
    part('password-back').hidden = forced;
    part('password-sign-out').hidden = !forced;
    drawStrength();
}

function drawStrength() {
    const strength = strengthOf(wanted.value, login.value);
    part('strength').dataset.strength = strength;
    part('strength-words').textContent = t(`password.strength.${strength}`, { count: SHORTEST });
}

async function load() {
    const { data } = await api('session');
    forced = data.mustChangePassword === true;
    login.value = data.login;
    draw();
}

/** @returns {boolean} */
function isValid() {
    if (!validateForm(form)) {
        return false;
    }
    if (wanted.value.length < SHORTEST) {
        return showFieldErrors(form, { password: t('password.strength.short', { count: SHORTEST }) });
    }
    return wanted.value === again.value || showFieldErrors(form, { again: t('password.differs') });
}

async function change() {
    showError('');
    if (submit.disabled || !isValid()) {
        return;
    }
    submit.disabled = true;
    try {
        await api('session/password', { method: 'POST', body: { current: current.value, password: wanted.value } });
        location.replace(nextPage());
    } catch (error) {
        submit.disabled = false;
        const messages = error instanceof ApiError ? fieldMessages(error.problem) : {};
        if (Object.keys(messages).length === 0 || showFieldErrors(form, messages)) {
            showError(/** @type {Error} */ (error).message);
        }
    }
}

/** @param {string} message */
function showError(message) {
    part('password-error').textContent = message;
    part('password-error').hidden = message === '';
}

/** @param {boolean} visible */
function showPasswords(visible) {
    for (const input of [current, wanted, again]) {
        input.type = visible ? 'text' : 'password';
    }
}

async function signOut() {
    await api('session', { method: 'DELETE' });
    location.replace('sign-in.html');
}

/** @param {string} name */
function field(name) {
    return /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
}

/** @param {string} id */
function part(id) {
    return /** @type {HTMLElement} */ (document.getElementById(id));
}

form.addEventListener('submit', (event) => {
    event.preventDefault();
    void change();
});
wanted.addEventListener('input', drawStrength);
part('show-passwords').addEventListener('change', (event) => {
    showPasswords(/** @type {HTMLInputElement} */ (event.target).checked);
});
part('password-sign-out').addEventListener('click', () => void signOut().catch((error) => showError(error.message)));
part('password-back').setAttribute('href', nextPage());
watchCapsLock(form, part('caps-lock'));
listenForLanguage(part('language-place'));
document.addEventListener('i18n:changed', draw);
draw();
load().catch((error) => showError(error.message));
