import { startFrame } from '../frame.js';
import { t } from '../i18n.js';

/** @type {string} */
let name = '';

function draw() {
    document.title = t('home.title');
    const welcome = document.getElementById('welcome');
    if (welcome && name) {
        welcome.textContent = t('home.welcome', { name });
    }
}

document.addEventListener('i18n:changed', draw);
draw();
startFrame().then((session) => {
    name = session.fullName || session.login;
    draw();
}, console.error);
