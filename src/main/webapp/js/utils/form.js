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
 * Checks a form by its own attributes (required, maxlength, pattern, type), says in words beside each field what is wrong
 * and puts the focus into the first such field.
 * @param {HTMLFormElement} form
 * @returns {boolean} whether all is well
 */
export function validateForm(form) {
    /** @type {Record<string, string>} */
    const messages = {};
    for (const field of fieldsOf(form)) {
        const blank = field.required && field.value.trim() === '';
        if (blank || !field.validity.valid) {
            messages[field.name] = blank ? t('form.required') : messageFor(field);
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

/** @param {Field} field */
function messageFor(field) {
    if (field.validity.tooLong && 'maxLength' in field) {
        return t('form.tooLong', { max: field.maxLength, count: field.maxLength });
    }
    if (field.validity.patternMismatch) {
        return field.title || t('form.pattern');
    }
    return field.validationMessage || t('form.invalid');
}

/**
 * @param {Field} field
 * @param {string | undefined} message
 * @returns {boolean} whether there is one
 */
function showError(field, message) {
    const id = `${field.id}-error`;
    document.getElementById(id)?.remove();
    field.removeAttribute('aria-invalid');
    field.removeAttribute('aria-describedby');
    if (message === undefined) {
        return false;
    }
    const text = document.createElement('p');
    text.id = id;
    text.className = 'field-error';
    text.textContent = message;
    field.after(text);
    field.setAttribute('aria-invalid', 'true');
    field.setAttribute('aria-describedby', id);
    return true;
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
