import { languageSwitch, listenForLanguage } from '../frame.js';
import { t, translatePage } from '../i18n.js';
import { api, ApiError, validateForm } from '../utils.js';
import { watchCapsLock } from '../utils/caps-lock.js';
import { countDown } from '../utils/countdown.js';
import { nextPage } from '../utils/next-page.js';

const form = /** @type {HTMLFormElement} */ (document.getElementById('sign-in'));
const error = /** @type {HTMLElement} */ (document.getElementById('sign-in-error'));
const wait = /** @type {HTMLElement} */ (document.getElementById('sign-in-wait'));
const submit = /** @type {HTMLButtonElement} */ (document.getElementById('sign-in-submit'));
const password = /** @type {HTMLInputElement} */ (document.getElementById('password'));
const place = /** @type {HTMLElement} */ (document.getElementById('language-place'));

function draw() {
    translatePage();
    place.innerHTML = languageSwitch().text;
    document.title = t('signIn.title');
}

async function signIn() {
    showError('');
    if (submit.disabled || !validateForm(form)) {
        return;
    }
    const data = new FormData(form);
    submit.disabled = true;
    try {
        await api('session', { method: 'POST', body: { login: data.get('login'), password: data.get('password') } });
        location.replace(nextPage());
    } catch (problem) {
        failed(/** @type {Error} */ (problem));
    }
}

/** @param {Error} problem */
function failed(problem) {
    const status = problem instanceof ApiError ? problem.status : undefined;
    const seconds = problem instanceof ApiError ? problem.retryAfter : undefined;
    if (status === 429 && seconds) {
        showError(t('error.tooMany'));
        countDown(seconds, waiting);
        return;
    }
    showError(status === 401 ? t('signIn.wrong') : problem.message);
    submit.disabled = false;
    if (status === 401) {
        password.select();
        password.focus();
    }
}

/**
 * The seconds are for the eye: spoken, they would talk over everything else.
 * @param {number} left
 */
function waiting(left) {
    wait.hidden = left === 0;
    wait.textContent = t('signIn.wait', { count: left });
    submit.disabled = left > 0;
    if (left === 0) {
        showError('');
    }
}

/** @param {string} message */
function showError(message) {
    error.textContent = message;
    error.hidden = message === '';
}

form.addEventListener('submit', (event) => {
    event.preventDefault();
    void signIn();
});
watchCapsLock(form, /** @type {HTMLElement} */ (document.getElementById('caps-lock')));
listenForLanguage(place);
document.addEventListener('i18n:changed', draw);
draw();
