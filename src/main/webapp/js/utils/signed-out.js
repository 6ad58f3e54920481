import { t } from '../i18n.js';
import { signInUrl } from './api.js';
import { showToast } from './toast.js';

/**
 * Stays on the page although the session has ended, since leaving would lose something: says so, until somebody is signed in
 * again in another tab.
 * @param {Event} ended `session:ended`
 */
export function stayThoughSignedOut(ended) {
    ended.preventDefault();
    const close = showToast(t('signIn.again'), { kind: 'error', link: { href: signInUrl(), text: t('signIn.title') } });
    document.addEventListener('session:seen', close, { once: true });
}
