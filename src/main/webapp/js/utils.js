// What every page uses, in one place.
export { api, ApiError, askForPassword, askToSignIn, isSignedIn, pageId, passwordUrl } from './utils/api.js';
export { confirmDialog } from './utils/confirm.js';
export { fieldsOf, isDirty, showFieldErrors, validateForm } from './utils/form.js';
export { formatDateTime, formatMoment, formatNumber, formatSize } from './utils/format.js';
export { escapeHtml, html, SafeHtml } from './utils/html.js';
export { describe, fieldMessages } from './utils/problem.js';
export { stayThoughSignedOut } from './utils/signed-out.js';
export { showFailure, showToast } from './utils/toast.js';
