// The lists that people choose from in filters and forms.

/** @import { Source } from './types.js' */

const name = (/** @type {{ name: string }} */ item) => item.name;

export const CATEGORIES = /** @type {Source} */ ({ path: 'categories?sort=name&size=500', topic: 'categories', label: name });
export const REGISTRATORS = /** @type {Source} */ ({ path: 'registrators?sort=name&size=500', topic: 'registrators', label: name });
export const GROUPS = /** @type {Source} */ ({ path: 'groups?sort=name&size=500', topic: 'groups', label: name });
export const PEOPLE = /** @type {Source} */ ({ path: 'people', topic: 'users', label: ({ fullName, login }) => fullName || login });
