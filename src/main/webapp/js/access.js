// Who may see what, as the server rules it: here only to show the doors that open.

/** @typedef {'administrator' | 'editor' | 'viewer'} Role */

const FOR_ADMINISTRATORS = ['users', 'groups', 'admin'];

/**
 * @param {string | undefined} page the name of a page, or of the room that belongs to it
 * @param {Role | undefined} role
 */
export function mayOpen(page, role) {
    return role === 'administrator' || !FOR_ADMINISTRATORS.includes(page ?? '');
}
