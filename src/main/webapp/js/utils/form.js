import { t } from '../i18n.js';

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field */

/**
 * The fields of a form that a person fills in.
 * @param {HTMLFormElement} form
 * @returns {Field[]}
 */
export function fieldsOf(form) {
    return /** @type {Field[]} */ ([...form.elements].filter((element) => element.matches('input, select, textarea')));
}

/**
 * Checks a form by its own attributes (required, minlength, maxlength, min, max, pattern, type), as the server will do, says in words beside each field what is wrong
 * and puts the focus into the first such field.
 * @param {HTMLFormElement} form
 * @returns {boolean} whether all is well
 */
export function validateForm(form) {
    /** @type {Record<string, string>} */
    const messages = {};
    for (const field of fieldsOf(form)) {
        const message = messageFor(field);
        if (message !== undefined) {
            messages[field.name] = message;
        }
    }
    return showFieldErrors(form, messages);
}

/**
 * Shows these messages beside their fields and removes all others.
 * @param {HTMLFormElement} form
 * @param {Record<string, string>} messages by field name
 * @returns {boolean} whether there was none to show
 */
export function showFieldErrors(form, messages) {
    const wrong = fieldsOf(form).filter((field) => showError(field, messages[field.name]));
    wrong[0]?.focus();
    return wrong.length === 0;
}

/**
 * @param {Field} field
 * @returns {string | undefined} none when the value is right
 */
function messageFor(field) {
    if (field.required && field.value.trim() === '') {
        return t('form.required');
    }
    return lengthMessage(field) ?? rangeMessage(field) ?? formMessage(field);
}

/**
 * Not by the field's own validity: that one does not look at what a script filled in.
 * @param {Field} field
 */
function lengthMessage(field) {
    if (field instanceof HTMLSelectElement || field.value === '') {
        return undefined;
    }
    const { value, minLength, maxLength } = field;
    if (value.length < minLength) {
        return t('form.tooShort', { min: minLength });
    }
    return maxLength >= 0 && value.length > maxLength ? t('form.tooLong', { max: maxLength }) : undefined;
}

/** @param {Field} field */
function rangeMessage(field) {
    if (field instanceof HTMLInputElement && field.type === 'number') {
        const { rangeUnderflow, rangeOverflow } = field.validity;
        if (rangeUnderflow) {
            return t('form.tooSmall', { min: Number(field.min) });
        }
        return rangeOverflow ? t('form.tooLarge', { max: Number(field.max) }) : undefined;
    }
    return undefined;
}

/** @param {Field} field */
function formMessage(field) {
    if (field.validity.patternMismatch) {
        return t('form.pattern');
    }
    return field.validity.valid ? undefined : t('form.invalid');
}

/**
 * @param {Field} field
 * @param {string | undefined} message
 * @returns {boolean} whether there is one
 */
function showError(field, message) {
    const id = `${field.id}-error`;
    const hint = document.getElementById(`${field.id}-hint`);
    document.getElementById(id)?.remove();
    field.toggleAttribute('aria-invalid', false);
    describeBy(field, hint ? [hint.id] : []);
    if (message === undefined) {
        return false;
    }
    const text = document.createElement('p');
    text.id = id;
    text.className = 'field-error';
    text.textContent = message;
    (field.closest('.with-button') ?? field).after(text);
    field.setAttribute('aria-invalid', 'true');
    describeBy(field, hint ? [id, hint.id] : [id]);
    return true;
}

/**
 * @param {Field} field
 * @param {string[]} ids
 */
function describeBy(field, ids) {
    if (ids.length > 0) {
        field.setAttribute('aria-describedby', ids.join(' '));
    } else {
        field.removeAttribute('aria-describedby');
    }
}

/**
 * Whether a person changed something that was not saved.
 * @param {Element} element
 * @returns {boolean}
 */
export function isDirty(element) {
    if (element instanceof HTMLInputElement && ['checkbox', 'radio'].includes(element.type)) {
        return element.checked !== element.defaultChecked;
    }
    if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
        return element.value !== element.defaultValue;
    }
    if (element instanceof HTMLSelectElement) {
        return isDirtySelect(element);
    }
    return [...element.querySelectorAll('input, select, textarea')].some(isDirty);
}

/** @param {HTMLSelectElement} select */
function isDirtySelect(select) {
    const options = [...select.options];
    const initial = options.findLastIndex((option) => option.defaultSelected);
    return select.multiple
        ? options.some((option) => option.selected !== option.defaultSelected)
        : select.selectedIndex !== Math.max(0, initial);
}
