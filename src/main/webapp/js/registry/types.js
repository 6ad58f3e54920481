// What the list pages are made from. Types only.

/** @import { Session } from '../frame.js' */

/** @typedef {'files' | 'users' | 'groups' | 'categories' | 'registrators'} Topic */

/**
 * A record as the server tells it; each topic adds fields of its own.
 * @typedef {{ id: number | string, version: number, changedAt: string, changedBy: string } & Record<string, any>} Item
 */

/** @typedef {{ items: Item[], total: number, seq: number, epoch: string }} ItemList */

/**
 * What a cell may need to know besides the record.
 * @typedef {object} Row
 * @property {string} prefix what the ids in this row begin with, for example `file-12`
 * @property {string} name what people call the record
 * @property {boolean} mayEdit
 */

/**
 * @typedef {object} Column
 * @property {string} field names the label (`<topic>.<field>`) and the class (`cell-<field>`)
 * @property {string} [sort] the server's word for sorting by it
 * @property {string} [icon] stands for the label where it is seen
 * @property {(item: Item, row: Row) => unknown} cell for the template tag; the first column adds to the name
 */

/**
 * What a person can choose from: the items of a list of the server.
 * @typedef {object} Source
 * @property {string} path under `api/`
 * @property {Topic} topic whose changes make it stale
 * @property {(item: any) => string} label
 */

/**
 * The one property that is switched without opening the record.
 * @typedef {object} Toggle
 * @property {string} field a boolean
 * @property {string} action the word of the button's `data-action`
 */

/**
 * What a page that lists the records of one topic consists of. Its HTML has the rest: the tools (`#<topic>-search`,
 * `#<topic>-sort`, selects with `data-filter`), the region (`#<topic>-list`) and the dialog (`#<one>-dialog`) with the fields.
 * @typedef {object} Registry
 * @property {Topic} topic
 * @property {string} one what the ids of one record's elements begin with
 * @property {string} icon
 * @property {string} sort how the list is sorted unless the person chooses otherwise
 * @property {Column[]} columns the first one shows the name
 * @property {(item: any) => string} nameOf what people call the record
 * @property {Toggle} [toggle]
 * @property {Record<string, Source>} [sources] by the word in `data-choices`
 * @property {(session: Session | undefined) => Record<string, unknown>} [initial] what a new record has
 * @property {Partial<Record<Topic, string>>} [referrers] the filter that finds on that page what refers to a record of this one
 * @property {(item: Item, row: Row) => unknown} [rowActions] more buttons, with a `data-action`, before edit and delete
 * @property {Record<string, (id: string, item: Item | undefined) => unknown>} [actions] what more `data-action`s do
 * @property {(form: HTMLFormElement, item: Item | undefined) => void} [opened] the dialog shows this record, or a new one
 * @property {(id: string, created: boolean, form: HTMLFormElement) => unknown} [saved] after the record was saved, before the dialog closes
 */

export {};
