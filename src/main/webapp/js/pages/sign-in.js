import { languageSwitch, listenForLanguage } from '../frame.js';
import { t, translatePage } from '../i18n.js';
import { api, ApiError, validateForm } from '../utils.js';

const form = /** @type {HTMLFormElement} */ (document.getElementById('sign-in'));
const error = /** @type {HTMLElement} */ (document.getElementById('sign-in-error'));
const submit = /** @type {HTMLButtonElement} */ (document.getElementById('sign-in-submit'));
const place = /** @type {HTMLElement} */ (document.getElementById('language-place'));

function draw() {
    translatePage();
    place.innerHTML = languageSwitch().text;
    document.title = t('signIn.title');
}

/**
 * Where to go on: the page that led here, never another site.
 * @returns {string}
 */
function nextPage() {
    const home = new URL('./', location.href);
    const next = new URL(new URLSearchParams(location.search).get('next') || 'index.html', home);
    return next.href.startsWith(home.href) ? next.href : home.href;
}

async function signIn() {
    error.hidden = true;
    if (!validateForm(form)) {
        return;
    }
    const data = new FormData(form);
    submit.disabled = true;
    try {
        await api('session', { method: 'POST', body: { login: data.get('login'), password: data.get('password') } });
        location.replace(nextPage());
    } catch (problem) {
        const wrong = problem instanceof ApiError && problem.status === 401;
        error.textContent = wrong ? t('signIn.wrong') : /** @type {Error} */ (problem).message;
        error.hidden = false;
        submit.disabled = false;
    }
}

form.addEventListener('submit', (event) => {
    event.preventDefault();
    void signIn();
});
listenForLanguage(place);
document.addEventListener('i18n:changed', draw);
draw();
