// The page's own classic script, as in the original system: says what the page listens to before any module has loaded.

/**
 * Refreshes the list softly; js/pages/categories.js does the work.
 * @param {import('../sync/types.js').SyncEvent} [event] none when the idle guard found the page stale
 */
function refreshCategoriesData(event) {
    /** @type {{ event?: object, done?: Promise<void> }} */
    const detail = { event };
    document.dispatchEvent(new CustomEvent('categories:refresh', { detail }));
    return detail.done;
}

SyncManager.joinRoom('categories');
SyncManager.on('categories:changed', refreshCategoriesData);
// Without a number of seconds: the configured sync_idle_seconds.
SyncManager.startIdleGuard(refreshCategoriesData);
