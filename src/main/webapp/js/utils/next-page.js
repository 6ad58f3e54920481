/**
 * Where to go on: the page that led here, never another site.
 * @param {string | URL} [here]
 * @returns {string}
 */
export function nextPage(here = location.href) {
    const home = new URL('./', here);
    const next = new URL(new URL(here).searchParams.get('next') || 'index.html', home);
    return next.href.startsWith(home.href) ? next.href : home.href;
}
