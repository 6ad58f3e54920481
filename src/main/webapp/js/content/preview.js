/** @import { Content } from './facts.js' */
import { t } from '../i18n.js';
import { api, ApiError, html } from '../utils.js';
import { downloadUrl, kindOf, viewUrl } from './address.js';
import { factsHtml } from './facts.js';

/**
 * The dialog in which a content is seen or heard. It stands outside of the list, so that no refresh interrupts what plays;
 * when the content is replaced meanwhile, it says so and leaves it to the person.
 */
export class Preview {
    /** @type {Content | undefined} as it is shown */
    #file;
    #dialog;

    constructor() {
        this.#dialog = document.createElement('dialog');
        this.#dialog.id = 'preview';
        this.#dialog.className = 'dialog preview';
        this.#dialog.setAttribute('aria-labelledby', 'preview-title');
        document.body.append(this.#dialog);
        this.#dialog.addEventListener('click', (event) => this.#clicked(event));
        // The element would go on playing in a closed dialog.
        this.#dialog.addEventListener('close', () => this.#dialog.replaceChildren());
        document.addEventListener('i18n:changed', () => this.#showWords());
    }

    /** @param {string | number} id */
    async open(id) {
        const { data } = await api(`files/${encodeURIComponent(id)}`);
        this.#show(data);
        this.#dialog.showModal();
    }

    /**
     * The file may have changed: the facts follow, what plays stays.
     * @param {string} [id] of what changed, when that is known
     */
    async refresh(id) {
        const shown = this.#file;
        if (!shown || !this.#dialog.open || (id && id !== String(shown.id))) {
            return;
        }
        try {
            const { data } = await api(`files/${encodeURIComponent(shown.id)}`);
            if (this.#file !== shown) {
                return;
            }
            this.#file = { ...data, sha256: shown.sha256, mediaType: shown.mediaType, size: shown.size };
            this.#showWords();
            this.#tell(data.sha256 === shown.sha256 ? '' : t('preview.replaced'), true);
        } catch (error) {
            if (error instanceof ApiError && error.status === 404 && this.#file === shown) {
                this.#tell(t('preview.gone'), false);
                this.#dialog.querySelector('#preview-download')?.setAttribute('hidden', '');
            }
        }
    }

    /** @param {Content} file */
    #show(file) {
        this.#file = file;
        this.#dialog.innerHTML = html`<h2 id="preview-title" tabindex="-1" autofocus></h2>
            <p class="preview-news" role="status"><span></span>
                <button type="button" class="button button-small" id="preview-newest" hidden></button></p>
            <div class="preview-stage">${stageHtml(file)}</div>
            <dl class="facts" id="preview-facts"></dl>
            <div class="dialog-actions">
                <button type="button" class="button" id="preview-close"></button>
                <a class="button button-primary" id="preview-download" href="${downloadUrl(file.id)}" download></a>
            </div>`.text;
        this.#dialog.querySelector('video, audio, img')?.addEventListener('error', () => this.#showUnplayable());
        this.#showWords();
    }

    #showWords() {
        if (this.#file && this.#dialog.childElementCount > 0) {
            this.#part('preview-title').textContent = this.#file.name;
            this.#part('preview-facts').innerHTML = factsHtml(this.#file).text;
            this.#part('preview-close').textContent = t('action.close');
            this.#part('preview-download').textContent = t('preview.download');
            this.#part('preview-newest').textContent = t('preview.newest');
            this.#part('preview-download').hidden = !this.#file.sha256;
        }
    }

    /**
     * @param {string} words
     * @param {boolean} newest whether there is something newer to be seen
     */
    #tell(words, newest) {
        const place = this.#dialog.querySelector('.preview-news span');
        if (place) {
            place.textContent = words;
            this.#part('preview-newest').hidden = !newest || words === '';
        }
    }

    #showUnplayable() {
        const stage = this.#dialog.querySelector('.preview-stage');
        if (stage) {
            stage.innerHTML = otherHtml(t('preview.unplayable')).text;
        }
    }

    /** @param {MouseEvent} event */
    #clicked(event) {
        const button = event.target instanceof Element ? event.target.closest('button') : null;
        if (button?.id === 'preview-close') {
            this.#dialog.close();
        } else if (button?.id === 'preview-newest' && this.#file) {
            void this.#showNewest(this.#file.id);
        }
    }

    /** @param {string | number} id */
    async #showNewest(id) {
        try {
            this.#show((await api(`files/${encodeURIComponent(id)}`)).data);
            this.#part('preview-title').focus();
        } catch (error) {
            this.#tell(/** @type {Error} */ (error).message, false);
        }
    }

    /** @param {string} id */
    #part(id) {
        return /** @type {HTMLElement} */ (this.#dialog.querySelector(`#${id}`));
    }
}

/** @param {Content} file */
function stageHtml(file) {
    const source = viewUrl(file);
    if (!file.sha256) {
        return otherHtml(t('preview.none'));
    }
    switch (kindOf(file.mediaType)) {
        case 'image':
            return html`<img src="${source}" alt="${file.name}">`;
        case 'audio':
            return html`<audio src="${source}" controls preload="metadata" aria-label="${file.name}"></audio>`;
        case 'video':
            return html`<video src="${source}" controls preload="metadata" playsinline aria-label="${file.name}"></video>`;
        default:
            return otherHtml(t('preview.other'));
    }
}

/** @param {string} words */
function otherHtml(words) {
    return html`<div class="preview-other"><svg aria-hidden="true"><use href="img/icons.svg#file"></use></svg><p>${words}</p></div>`;
}
