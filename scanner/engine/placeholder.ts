import { entropyOf } from './statistics.ts'

/** Words that say "put yours here" or "this is made up", anywhere in a value. */
const tellingWords =
  /example|sample|place.?holder|change.?(?:me|it|this)|replace.?(?:me|this|with)|your[-_ .]|yourt|yourk|your(?:api|secret|pass|own|strong)|at.least.\d|insert.?(?:your|here)|enter.?your|dummy|redacted|removed|censored|masked|foo.?bar|to.?be.?(?:defined|filled)|lorem|not.?a.?real|invalid|goes.?here|<[a-z]|deadbeefdeadbeef|0123456789abcdef|abcdefghijklm|1234567890123456/i

/** A value that only stands for one: filled in elsewhere when the program runs. */
const reference = [
  /^\$\{?[A-Za-z_(]/, // shell, Compose, Maven, Terraform: $VAR, ${VAR}, $(cmd)
  /^\$\{\{/, // GitHub Actions
  /\{\{.*\}\}/s, // Jinja, Handlebars, Helm, Ansible
  /^%[A-Za-z_][\w.-]*%$/, // Windows: %VAR%
  /^%\(?[A-Za-z_]*\)?[sd]$/, // printf: %s, %(name)s
  /^<[^<>]{1,80}>?$/, // <your token>
  /^\[[^[\]]{1,80}\]$/, // [your token]
  /^\{[^{}]{0,80}\}$/, // {token}
  /^@[\w.@-]{1,40}@$/, // @token@, Autotools and Ant
  /^#\{/, // Ruby, Octopus
  /^__[A-Za-z_]+__$/,
  /^(?:process|os|sys|env|ENV|self|this|config|settings|System|Environment|secrets|vars|var|local|data|module|params?|args|options|opts|request|req|props?|std|import\.meta)[.[]/,
  /^(?:vault|secret|ssm|arn|op|file|gcp|aws|awskms|sops|keyring|env|ref|doppler|azurekeyvault)[:+]/i, // a place to read it from
  /^!(?:vault|Ref|Sub|GetAtt|reference|secret)/,
  /^@Microsoft\.KeyVault\(/i, // Azure App Service
  /^(?:ENC|ENCRYPTED|CIPHER)[[(]/i, // encrypted in place: sops, jasypt, eyaml
]

/**
 * Whether a value only stands where a secret will be: `changeme`, `<token>`, `${VAR}`, `xxxxxxxx`, or a text too regular
 * to be one.
 */
export function isPlaceholder(value: string): boolean {
  return reference.some((one) => one.test(value)) || tellingWords.test(value) || isFiller(value)
}

/**
 * What speaks against a text that has a token's form. `filler`: somebody wrote the form and left out the content
 * (`ghp_xxxx…`, a word such as EXAMPLE). `made-up`: somebody typed something regular, as tests and documents do; such a
 * token is hardly one, but not surely none.
 */
export function doubtOf(token: string): 'filler' | 'made-up' | undefined {
  if (/example|placeholder|redacted|your[-_]|changeme/i.test(token)) return 'filler'
  if (/x{5}|X{5}|\*{3}|\.{3}|•{2}|…|#{4}|_{6}/.test(token)) return 'filler'
  if (token.length >= 16 && (entropyOf(token) < 2.4 || isMostlyRuns(token))) return 'filler'
  return /(.)\1{7}|abcdefghijkl|123456789012|0123456789abc|987654321098/i.test(token) ? 'made-up' : undefined
}

/** `55555555dAAAAAcccc`: keys held down for most of the text. */
const isMostlyRuns = (text: string): boolean =>
  (text.match(/(.)\1{3,}/g) ?? []).join('').length > text.length / 2

/** `xxxxxxxx`, `********`, `abcabcabc…`, `000000000`, `12345678`. */
export function isFiller(value: string): boolean {
  if (/^[x*.•_\-#?0=\s]+$/i.test(value)) return true
  if (/(?:x{5}|X{5}|\*{3}|\.{3}|•{2}|…|#{4}|_{4})/.test(value)) return true
  if (/(.)\1{7}/.test(value)) return true
  return value.length >= 16 && entropyOf(value) < 2.2
}

/** What remains to judge of a secret whose form has runs: each run once. */
export const withoutRuns = (secret: string): string => secret.replaceAll(/(.)\1{4,}/gs, '$1')
