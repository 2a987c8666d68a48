/** Parts of a name that say that its value is a credential. */
const credentialParts = new Set([
  'TOKEN',
  'SECRET',
  'SECRETS',
  'PASSWORD',
  'PASSWD',
  'PASSPHRASE',
  'PWD',
  'PAT',
  'KEY',
  'APIKEY',
  'AUTHTOKEN',
  'CREDENTIAL',
  'CREDENTIALS',
  'AUTHORIZATION',
  'AUTH',
  'COOKIE',
  'DSN',
])

/** Last parts that say that the value only leads to a credential, or is none. */
const harmlessEnds = new Set([
  'FILE',
  'PATH',
  'DIR',
  'URL',
  'URI',
  'HOST',
  'ID',
  'NAME',
  'TYPE',
  'REGION',
  'HELPER',
  'COMMAND',
  'ENABLED',
  'TTL',
  'MS',
  'MODE',
  'METHOD',
  'PROVIDER',
  'ALIAS',
  'PREFIX',
  'LENGTH',
  'SIZE',
  'LIMIT',
  'COUNT',
  'ENDPOINT',
  'SERVER',
  'HEADER',
  'VERSION',
])

const placeholder =
  /\$\{|\$[A-Z]|%[A-Z_]+%|^<|>$|\{\{|\*{3}|x{4}|\.{3}|your|example|placeholder|change.?me|dummy|insert|todo|redacted/i

/** Whether a name is one of a credential: `GITHUB_TOKEN`, `x-api-key`, `Authorization`. */
export function namesCredential(name: string): boolean {
  const parts = name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
  return parts.some((part) => credentialParts.has(part)) && !harmlessEnds.has(parts.at(-1) ?? '')
}

/**
 * Whether a value is a credential written out, judged by its name and its look. Which credential it is the secret rules say;
 * this is about the place it stands in.
 */
export function isSecretLiteral(name: string, value: string): boolean {
  return namesCredential(name) && isLiteral(value)
}

/** A value that is neither empty, nor a reference, a path, an address, a number or a placeholder. */
export function isLiteral(value: string): boolean {
  const bare = value.trim().replace(/^(?:Bearer|Basic|Token|token)\s+/, '')
  if (bare.length < 8 || placeholder.test(bare)) return false
  if (/^(?:\w+:\/\/|~?\/|\.\.?\/|[A-Za-z]:\\)/.test(bare)) return /^\w+:\/\/[^/\s:@]*:[^/\s@]{3,}@/.test(bare)
  // A word of letters alone is a name more often than a credential.
  return !/^(?:\d+|[A-Za-z]+|[a-z]+(?:-[a-z]+)+)$/.test(bare)
}

/** The text that `${NAME:-text}` falls back to; empty where there is none. */
export function fallbackIn(value: string): string {
  return /\$\{\w+:-([^}]*)\}/.exec(value)?.[1] ?? ''
}
