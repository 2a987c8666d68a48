import { isPlaceholder } from '../../../engine/placeholder.ts'
import { entropyOf } from '../../../engine/statistics.ts'

/** What a value in a settings file is worth. */
export type ValueKind =
  /** Nothing: `""`, `null`. */
  | 'empty'
  /** To be filled in, by a person (`changeme`) or when the program runs (`${DB_PASSWORD}`). */
  | 'placeholder'
  /** A default everybody knows (`postgres`, `admin`), or too short to protect anything. */
  | 'weak'
  | 'real'

/** Read from elsewhere at run time. Beyond the engine's list: forms that only settings files use, and code's look-ups. */
const referencePattern =
  /\$\{|\$\(|<%|%\(|\$\[|ENC\[|^encrypted:|^\{?cipher\}|^@microsoft\.keyvault|^projects\/[^/]{1,80}\/secrets\/|^(?:secretref|valuefrom|awssm|gcpsm|akeyless)|getenv|process\.env|os\.environ|\benviron\b|\benv[.([]|^config[.([]|^\/run\/secrets\/|^(?:\.{1,2}|~)?\/[\w./-]+$|^[A-Za-z]:\\/i

/** What people write where a value belongs, in templates and set-up guides. Matched anywhere, as phrases or their parts. */
const fillInPattern =
  /\byour|\bmy[-_ ]?(?:secret|password|passwd|token|key|app|user|db|database|super)|\bfake|\btodo\b|\btbd\b|fixme|[-_ ]here$|not[-_ ]?(?:a[-_ ]?)?(?:used|set|secret)|^(?:foo|bar|baz)|unset|undefined|optional|required|generate|^(?:some|any|enter|put|add|set|fill|insert|replace|use)[-_ ]|^a[-_ ](?:secure|random|secret|long|strong)|(?:super|very|top)[-_ ]?(?:long[-_ ]?)?(?:secret|secure|strong)|at[-_ ]least|insecure|\bunsafe\b|123456|abcdef|qwerty|dead ?beef|-{4}/i

const weakValues = new Set(
  `password passwd pass pw pwd passw0rd p@ssw0rd password1 password123 secret secrets token key apikey api_key admin
  administrator root toor user username postgres postgresql mysql mariadb mongo mongodb redis rabbitmq guest test tests
  testing tester test123 test1234 demo default docker minio minioadmin minio123 elastic kibana grafana keycloak sa dev
  develop development local localhost prod production staging app application db database web nobody letmein welcome
  welcome1 hello world helloworld laravel homestead symfony django rails spring wordpress drupal joomla magento
  sail forge vagrant airflow superset metabase nextcloud gitea gitlab sonar nexus jenkins none null nil n/a na
  true false yes no on off 0 1 auto basic bearer disabled enabled string str text value hunter2`.split(/\s+/),
)

/** Judges a value by itself; quotes are taken off first. */
export function valueKind(written: string): ValueKind {
  // A command's output, in shells and the settings that imitate them.
  if (written.trim().startsWith('`')) return 'placeholder'
  const value = unquote(written)
  if (value === '' || /^(?:null|nil|none|undefined|~|""|''|\{\}|\[\])$/i.test(value)) return 'empty'
  // A key over several lines, of which only the first is here.
  if (/^-{4,5} ?BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY/.test(value)) return 'real'
  const start = value.slice(0, 400)
  if (referencePattern.test(start) || fillInPattern.test(start) || isPlaceholder(start)) return 'placeholder'
  if (value.length < 6 || weakValues.has(value.toLowerCase()) || /^[\d.,:]{1,7}$/.test(value)) return 'weak'
  return 'real'
}

/** Keys that their services mean to be in every visitor's browser: Stripe's and Clerk's, Mapbox's, Supabase's, PostHog's. */
export const isPublicKey = (written: string): boolean =>
  /^(?:pk_(?:live|test)_|pk\.eyJ|sb_publishable_|phc_)/.test(unquote(written))

export function unquote(written: string): string {
  const value = written.trim()
  const first = value[0]
  if ((first === '"' || first === "'" || first === '`') && value.length >= 2 && value.endsWith(first)) {
    return value.slice(1, -1).trim()
  }
  return value
}

/**
 * Whether a value looks made by a machine rather than by a person: what separates a key somebody pasted into a template
 * from the text a template's author wrote.
 */
export function looksRandom(written: string): boolean {
  const value = unquote(written).replace(/^base64:/, '')
  if (value.length < 16 || /\s/.test(value)) return false
  // Words joined by signs, such as `local-development-only`, are a person's, whatever their entropy.
  const words = value.split(/[-_.:/+=@]/).filter((word) => word !== '')
  if (words.every((word) => /^(?:[a-z]+|[A-Z]+|[A-Z][a-z]+|[0-9]{1,4})$/.test(word))) return false
  const digits = value.replace(/[^0-9]/g, '').length
  if (digits < 2) return false
  const isHex = /^[0-9a-f-]+$/i.test(value)
  return entropyOf(value) >= (isHex ? 2.8 : 3.3)
}

const secretWord =
  /^(?:pass|password|passwords|passwd|passphrase|passcode|pwd|pw|secret|secrets|token|tokens|key|keys|credential|credentials|auth|salt|salts|pepper|dsn|apikey|accesskey|secretkey|privatekey|authkey|authtoken|accesstoken|refreshtoken|apitoken|appkey|cookie|jwt|psk|webhook|signing|seed|mnemonic|userpassword|dbpassword|dbpass|dbpasswd|adminpassword|rootpassword|clientsecret|keypassword|storepassword|storepass|keypass|connectionstring|requirepass|masterpassword|rootpw)$/
/** `KEY_ID`, `TOKEN_URL`, `PASSWORD_MIN_LENGTH`: about a secret, not one. */
const aboutWord =
  /^(?:id|ids|name|names|path|file|files|filename|dir|folder|url|uri|endpoint|enabled|enable|disabled|ttl|expiry|expire|expires|expiration|lifetime|age|length|len|min|max|size|type|kind|alg|algo|algorithm|header|field|prefix|suffix|host|port|timeout|region|location|alias|count|limit|version|format|mode|method|user|username|issuer|audience|scope|scopes|domain|samesite|secure|store|provider|policy|strategy|required|reset|rotation|duration|interval|driver|validity|bits|usage|class|ref|arn|encoding|placeholder|hint|label|length)$/
const publicWord =
  /^(?:public|pub|publishable|vite|nuxt|gatsby|expo|anon|site|foreign|primary|cache|sort|partition|storage)$/

/** Whether something with this name is a secret: `DB_PASSWORD`, `clientSecret`; not `KEY_ID`, `NEXT_PUBLIC_API_KEY`. */
export function isSecretName(name: string): boolean {
  const words = name
    .slice(0, 120)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
  const last = words.at(-1) ?? ''
  if (aboutWord.test(last) || words.some((word) => publicWord.test(word))) return false
  return words.some((word) => secretWord.test(word) || /(?:password|passwd|secret|token)$/.test(word))
}
