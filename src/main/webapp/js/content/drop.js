import { t } from '../i18n.js';
import { html, showToast } from '../utils.js';

/**
 * Lets people drop files anywhere on the page.
 * @param {{ mayDrop: () => boolean, dropped: (files: File[]) => void }} parts
 */
export function acceptDrops({ mayDrop, dropped }) {
    const veil = veilOf();
    // Each element that the pointer enters and leaves on its way tells of it.
    let depth = 0;
    const show = (/** @type {number} */ now) => {
        depth = Math.max(0, now);
        veil.hidden = depth === 0;
    };
    const concerned = (/** @type {DragEvent} */ event) => Boolean(event.dataTransfer?.types.includes('Files'));
    const listen = (/** @type {'dragenter' | 'dragover' | 'dragleave' | 'drop'} */ type, /** @type {(event: DragEvent) => void} */ act) =>
        document.addEventListener(type, (event) => concerned(event) && !isChooser(event) && act(event));
    listen('dragenter', () => show(mayDrop() ? depth + 1 : 0));
    listen('dragleave', () => show(depth - 1));
    listen('dragover', (event) => {
        // Else the browser would open the file in the place of the page.
        event.preventDefault();
        if (event.dataTransfer) {
            event.dataTransfer.dropEffect = mayDrop() ? 'copy' : 'none';
        }
    });
    listen('drop', (event) => {
        event.preventDefault();
        show(0);
        const files = mayDrop() ? filesIn(event.dataTransfer) : [];
        if (files.length > 0) {
            dropped(files);
        }
    });
}

/**
 * A file input takes what is dropped on it by itself.
 * @param {Event} event
 */
function isChooser({ target }) {
    return target instanceof HTMLInputElement && target.type === 'file';
}

/**
 * The files among what was dropped; of folders it says that they are left out.
 * @param {DataTransfer | null} data
 * @returns {File[]}
 */
function filesIn(data) {
    const items = [...(data?.items ?? [])].filter(({ kind }) => kind === 'file');
    const plain = items.filter((item) => !item.webkitGetAsEntry?.()?.isDirectory);
    if (plain.length < items.length) {
        showToast(t('upload.noFolders'), { kind: 'error' });
    }
    return plain.map((item) => item.getAsFile()).filter((file) => file !== null);
}

function veilOf() {
    const veil = document.createElement('div');
    veil.className = 'drop-veil';
    veil.id = 'drop-veil';
    veil.hidden = true;
    veil.innerHTML = html`<p><svg aria-hidden="true"><use href="img/icons.svg#upload"></use></svg>
        <span data-i18n="upload.drop">${t('upload.drop')}</span></p>`.text;
    document.body.append(veil);
    return veil;
}
