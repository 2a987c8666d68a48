/**
 * What a person must act on. Every code is permanent; programs branch on the code, people read the message.
 * `exit` is the command line's exit code for it, `status` the HTTP status where callers of the API can meet it.
 */
const table = {
  'not-found': { exit: 2, todo: 'Check the path.' },
  'not-a-repository': {
    exit: 2,
    todo: 'Point at a git repository, or scan it as a plain folder with `gatehouse scan`.',
  },
  'unsupported-repository': { exit: 2, todo: 'Install a newer git.' },
  'unknown-ref': { exit: 2, todo: 'List the refs with `git branch -a` and `git tag`.' },
  'git-missing': { exit: 2, todo: 'Install git 2.30 or newer and put it on the PATH.' },
  'git-failed': {
    exit: 70,
    todo: 'Run the command with the repository at hand; `git fsck` often names the cause.',
  },
  'clone-failed': { exit: 2, todo: 'Check the address and that `git clone` works with your credentials.' },
  'invalid-policy': {
    exit: 2,
    todo: 'Correct the lines named; `gatehouse policy schema` prints what is allowed.',
  },
  'invalid-allowlist': { exit: 2, todo: 'Correct the lines named; docs/allowlist.md shows the form.' },
  usage: { exit: 2, todo: 'See `gatehouse --help`.' },
  'write-refused': {
    exit: 70,
    todo: 'Nothing was changed. In this mode Gatehouse only looks; a request that changes something should not have been made: report it.',
  },
  'invalid-configuration': { exit: 2, todo: 'docs/configuration.md lists every setting.' },
  'database-unavailable': {
    exit: 2,
    todo: 'Set DATABASE_URL to a PostgreSQL 15 or newer, or correct what the message names.',
  },
  'database-incompatible': {
    exit: 2,
    todo: 'Start the version of Gatehouse that made it, export the audit log, and begin with a new folder; or move the data to a PostgreSQL of your own.',
  },
  'listen-failed': { exit: 2, todo: 'Choose another PORT or HOST, or end what listens there.' },
  'database-refused': {
    exit: 2,
    todo: 'Bring the database to this version with `gatehouse migrate`, as a role that owns its tables.',
  },
  'unsealing-failed': {
    exit: 70,
    todo: 'Give the key that sealed it in SEAL_KEY, after the one that seals now, or enter the secret again.',
  },
  'key-service-failed': {
    exit: 2,
    todo: 'Check KEY_SERVICE_URL, that it can be reached from here, and that the token may encrypt and decrypt with that key. Nothing is lost: what it wrapped opens when it answers.',
  },
  'signing-key-missing': {
    exit: 2,
    todo: 'Run `gatehouse migrate` as the role that owns the tables, with the SEAL_KEY of the deployment; docs/audit.md says more.',
  },
  'invalid-export': {
    exit: 2,
    todo: 'Give a file that `gatehouse audit export --format jsonl` or `gatehouse audit heads` wrote.',
  },
  'node-too-old': {
    exit: 2,
    todo: 'Install Node 24, with which Gatehouse is tested: https://nodejs.org',
  },
  'output-failed': { exit: 2, todo: 'Check that the folder exists and can be written.' },
  'invalid-request': {
    exit: 2,
    status: 400,
    todo: 'Correct what is named; /api/reference says what is taken.',
  },
  'invalid-cursor': {
    exit: 2,
    status: 400,
    todo: 'Begin again without a cursor. One goes on only with the question that it was given for.',
  },
  'not-signed-in': { exit: 2, status: 401, todo: 'Sign in, or send a token that is in force.' },
  'not-allowed': { exit: 2, status: 403, todo: 'Ask a Gatehouse owner for a role that may.' },
  'sign-in-again': {
    exit: 2,
    status: 403,
    todo: 'Sign in again, which this needs to have happened lately, and repeat it.',
  },
  'foreign-request': { exit: 2, status: 403, todo: 'Load the page again and repeat what you did.' },
  'not-there': { exit: 2, status: 404, todo: 'Check the address, and that you can see it on GitHub.' },
  'changed-meanwhile': {
    exit: 2,
    status: 412,
    todo: 'Read it again, look at what has changed, and decide anew.',
  },
  'too-slow': { exit: 2, status: 408, todo: 'Send all of a request within 30 seconds.' },
  'too-large': { exit: 2, status: 413, todo: 'Send less at a time.' },
  'address-too-long': { exit: 2, status: 414, todo: 'Check the address: no part of one is that long.' },
  'unsupported-type': { exit: 2, status: 415, todo: 'Send JSON, with `content-type: application/json`.' },
  'too-many-requests': { exit: 2, status: 429, todo: 'Wait as many seconds as `retry-after` says.' },
  'headers-too-large': {
    exit: 2,
    status: 431,
    todo: 'Send fewer and shorter headers; a browser may have too many cookies of this address.',
  },
  'request-failed': {
    exit: 70,
    status: 500,
    todo: 'Try again. If it stays so, give the request id to who runs Gatehouse: the log says why.',
  },
  'key-reused': {
    exit: 2,
    status: 422,
    todo: 'Send a new idempotency key for a new request; the same one only repeats the same request.',
  },
  conflict: {
    exit: 2,
    status: 409,
    todo: 'Read it again: it is not as it was, or something of it is under way.',
  },
  'claude-key-refused': {
    exit: 2,
    status: 422,
    todo: 'At claude.ai, Organization settings, API, make a Compliance Access Key that has `read:compliance_activities` and `read:compliance_org_data` and nothing that deletes, and enter it again; docs/claude-tenant.md shows how.',
  },
  'claude-unavailable': {
    exit: 2,
    status: 503,
    todo: 'Try again in a few minutes. If it stays so, see whether this machine reaches CLAUDE_API_URL, and what https://status.claude.com says.',
  },
  'claude-not-connected': {
    exit: 2,
    status: 409,
    todo: "Connect Claude's side first: Claude's side, Connect, with a Compliance Access Key.",
  },
  busy: { exit: 2, status: 503, todo: 'Try again after as many seconds as `retry-after` says.' },
  unavailable: { exit: 2, status: 503, todo: 'Try again in a minute.' },
} as const satisfies Record<string, { exit: number; todo: string; status?: number }>

export type AppErrorCode = keyof typeof table

/** Codes that callers of the API may meet, with the HTTP status of each. */
export const httpStatuses: ReadonlyMap<AppErrorCode, number> = new Map(
  Object.entries(table).flatMap(([code, entry]) =>
    // oxlint-disable-next-line no-unsafe-type-assertion -- its own keys
    'status' in entry ? [[code as AppErrorCode, entry.status] as const] : [],
  ),
)

/** What is to be done about a code where nothing better is known. */
export const todoOf = (code: AppErrorCode): string => table[code].todo

/** An expected failure with a permanent code, a message that says what and where, and what to do about it. */
export class AppError extends Error {
  readonly code: AppErrorCode
  readonly exit: number
  readonly todo: string

  constructor(code: AppErrorCode, message: string, options: { cause?: unknown; todo?: string } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : {})
    this.name = 'AppError'
    this.code = code
    this.exit = table[code].exit
    this.todo = options.todo ?? table[code].todo
  }
}
