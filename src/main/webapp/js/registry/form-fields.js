/** @import { Field } from '../utils/form.js' */
/** @import { Choices } from './choices.js' */
/** @import { Values } from './fields.js' */
/** @import { Item } from './types.js' */
import { fieldsOf, isDirty } from '../utils.js';
import { offer as offerIn } from './choices.js';
import { conflictHtml, differences } from './conflict.js';
import { fill, labelOf, sentOf, shown, valueIn, valueOf } from './fields.js';

/** The fields of a form in which a record is written. The page's HTML says which there are: those that have a name. */
export class FormFields {
    #form;
    #choices;

    /**
     * @param {HTMLFormElement} form
     * @param {Choices} choices
     */
    constructor(form, choices) {
        this.#form = form;
        this.#choices = choices;
    }

    get all() {
        return fieldsOf(this.#form).filter((field) => field.name !== '');
    }

    /** Those that the person changed. */
    get changed() {
        return this.all.filter(isDirty);
    }

    /** @param {string} name */
    named(name) {
        return this.all.find((field) => field.name === name);
    }

    /** @param {Partial<Item> | undefined} item */
    show(item) {
        this.all.forEach((field) => fill(field, valueIn(field, item), true));
    }

    /**
     * What is in use can be chosen, and what the record has already.
     * @param {...(Partial<Item> | undefined)} items
     */
    offer(...items) {
        for (const field of this.all) {
            const source = field.dataset.choices;
            if (source && field instanceof HTMLSelectElement) {
                const had = items.map((item) => item?.[field.name.slice(0, -2)]).filter(Boolean);
                const isHad = (/** @type {string} */ value) => had.some(({ id }) => String(id) === value);
                const offered = this.#choices.of(source).filter(({ active, value }) => active || isHad(value));
                const added = new Map(had.map((item) => [String(item.id), this.#choices.label(source, item)]));
                offered.forEach(({ value }) => added.delete(value));
                const missing = [...added].map(([value, label]) => ({ value, label }));
                offerIn(field, [...missing, ...offered]);
            }
        }
    }

    /** What the selects show now, which stays on offer. */
    get chosen() {
        const selects = this.all.filter((field) => field instanceof HTMLSelectElement && field.name.endsWith('Id') && field.value);
        return Object.fromEntries(
            selects.map((field) => {
                const { value, text } = /** @type {HTMLOptionElement} */ (/** @type {HTMLSelectElement} */ (field).selectedOptions[0]);
                return [field.name.slice(0, -2), { id: value, name: text, fullName: text }];
            }),
        );
    }

    /**
     * What the person did not touch is not theirs to decide: saving must not bring old values back.
     * @param {Item} item
     */
    takeWhereUntouched(item) {
        this.all.filter((field) => !isDirty(field)).forEach((field) => fill(field, valueIn(field, item), true));
    }

    /**
     * Where what others saved differs from what the fields hold.
     * @param {Item} theirs
     */
    conflictHtml(theirs) {
        // A secret is written only: nobody can say what the saved one is.
        const comparable = this.all.filter((field) => field.dataset.secret === undefined);
        const values = (/** @type {(field: Field) => string | boolean} */ of) =>
            /** @type {Values} */ (Object.fromEntries(comparable.map((field) => [field.name, of(field)])));
        const found = differences(values((field) => valueIn(field, theirs)), values(valueOf));
        const field = (/** @type {string} */ name) => /** @type {Field} */ (this.named(name));
        return conflictHtml(theirs.changedBy, found, {
            label: (name) => labelOf(field(name)),
            shown: (name, value) => shown(field(name), value),
        });
    }
}

/**
 * What the server is sent of these.
 * @param {Field[]} fields
 */
export function bodyOf(fields) {
    return Object.fromEntries(fields.map((field) => [field.name, sentOf(field)]));
}
