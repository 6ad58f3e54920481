// Adds sample files to an empty Roomcast, as the administrator, through its API: node src/build/sample.mjs URL
import process from 'node:process';

const NAMES = [
    'Annual report.pdf', 'Budget 2026.xlsx', 'Contract, signed.pdf', 'Floor plan.dwg', 'Interview notes.md', 'Invoice 1042.pdf',
    'Logo.svg', 'Minutes of March.docx', 'Price list.csv', 'Project plan.pptx', 'Protocol of the hearing.odt', 'Team photo.jpg',
];
const base = process.argv[2];

/** @returns {Promise<Response>} the answer, or an error that names the call when it is not a success */
async function call(method, path, body, headers = {}) {
    const answer = await fetch(base + path, {
        method,
        headers: { 'Content-Type': 'application/json', Accept: 'application/json', ...headers },
        body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}`);
    return answer;
}

async function addSample() {
    const signedIn = await call('POST', '/api/session', { login: 'admin', password: process.env.ROOMCAST_ADMIN_PASSWORD });
    const headers = { Cookie: signedIn.headers.getSetCookie?.()[0]?.split(';')[0] ?? signedIn.headers.get('set-cookie').split(';')[0] };
    const files = await (await call('GET', '/api/files?size=1', undefined, headers)).json();
    if (files.total > 0) {
        console.log('No sample files added: there are files already.');
        return;
    }
    for (const name of NAMES) await call('POST', '/api/files', { name }, headers);
    console.log(`Added ${NAMES.length} sample files.`);
}

addSample().catch((error) => {
    console.error(`Sample files: ${error.message}`);
    process.exitCode = 1;
});
