import { isPlaceholder } from '../../../engine/placeholder.ts'
import type { Verdict } from '../../../engine/rule.ts'

/** A name, the password that goes with it, and where both are used; empty where not known. */
export interface Credentials {
  readonly user: string
  readonly password: string
  readonly host: string
}

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '))

/** What documents write where the reader's own name belongs. */
const anybody = setOf(
  'user username usr uname name login u me foo bar x a alice bob john jane johndoe joe jdoe myuser myusername my_user yourusername someuser some_user someone testuser user1 dbuser db_user uid userid account id key email foo@bar test_user admin_user aladdin',
)
/** What documents write where the reader's own password belongs, and what everybody tries first. */
const anything = setOf(
  'password passwd passwrd passphrase pass pwd pswd pw p secret secrets s3cr3t secr3t passw0rd p4ssw0rd p@ssw0rd p@ssword pa$$word pa$$w0rd changeme changeit letmein admin root test tests testing tester guest user username demo default none null undefined nil true false empty blank foo bar baz qux b x y z token apikey api_key key hunter2 hunter42 qwerty abc abc123 123abc asdf asdfgh mypassword my_password mypass my_pass mysecret yourpassword somepassword some_password userpass userpassword dbpassword db_password dbpass db_pass secretpassword topsecret supersecret verysecret password1 password123 pass123 pass1234 passwd123 test123 test1234 admin123 root123 user123 secret123 postgres postgresql mysql mariadb mongo mongodb redis rabbitmq oracle elastic neo4j cassandra clickhouse sa scott tiger manager welcome welcome1 service anonymous public private redacted hidden masked x-oauth-basic x-token-auth oauth2 word credential credentials opensesame s3cret tomcat foobared password_here your_password my_secret_key your_secret_key secretkey secret-key secret_key mysecretkey supersecretkey super-secret-key dev development notsecret not-a-secret insecure changeme123 change_me change-me changethis please-change-me verysecretkey android',
)

const documentation =
  /(?:^|\.)(?:example(?:\.[a-z]{2,4})?|test|invalid|test\.com|domain\.(?:com|tld)|mydomain\.com|yourdomain\.com|site\.com|mysite\.com|website\.com|foo\.com|bar\.com|foobar\.com|acme\.(?:com|org)|contoso\.(?:com|org)|bogus\.(?:com|net|org)|fabrikam\.com|somehost\.com|host\.(?:com|name|tld)|server\.com|url\.com|foo|bar)$/i
const local =
  /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|0\.0\.0\.0|::1|host\.docker\.internal|\(local\)|\.)$|\.(?:local|localhost|localdomain|lan|internal\.test)$/i
const loopback = /^\[?(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1)\]?(?:[:,]\d{0,5})?$/i
const template = /[{}<>]|\$[({A-Z]|%[(s]|#\{|^\$|^%[A-Z_]+%$|^@[\w.]+@$|^\[[^\]]+\]$|\.\.\.|…|^:|\*{3}/

/**
 * How much a pair of name and password is worth reporting: real ones are; `user:pass@example.com` is how documents speak of
 * them; `${USER}:${PASSWORD}` is none.
 */
export function judgeCredentials({ user, password, host }: Credentials): Verdict {
  const plain = decoded(password)
  if (template.test(plain) || template.test(user) || isPlaceholder(plain))
    return { drop: 'filled in elsewhere' }
  const place = placeOf(host)
  if (isWeak(plain, user)) {
    // `postgres:postgres@localhost`: what every developer's machine has, and nobody else can reach.
    if (loopback.test(host)) return { drop: "a default of the developer's own machine" }
    if (anybody.has(user.toLowerCase()) && isHardlyAny(plain))
      return { drop: 'how documents speak of a name and a password' }
    const known = anybody.has(user.toLowerCase()) || place !== 'elsewhere'
    const note = 'a word that anybody would try'
    return known
      ? { severity: 'low', confidence: 'low', onlyInConfiguration: true, note }
      : { severity: 'medium', confidence: 'low', note }
  }
  if (place === 'documentation')
    return { severity: 'low', confidence: 'low', note: 'for a host that only documents use' }
  if (place === 'local') return { severity: 'medium', confidence: 'medium', note: 'for the machine itself' }
  return isWordLike(plain) ? { confidence: 'medium' } : {}
}

/** Whether anybody would guess the password first: a word that stands for one, the name again, or hardly any text. */
export function isWeak(password: string, user = ''): boolean {
  const lower = password.toLowerCase().replaceAll(' ', '')
  if (anything.has(lower) || anybody.has(lower) || lower === user.toLowerCase()) return true
  if (isHardlyAny(password) || /^0?123\d{0,7}$/.test(password)) return true
  return (
    /^[A-Za-z]?[a-z]{0,12}[-_ ]?(?:secret|password|passwd|pass|pwd)\d{0,3}$/.test(password) ||
    /^pass(?:word)?[-_@]?\d{0,4}!?$/.test(lower)
  )
}

/** `abc`, `1111`: less than any service takes for a password. */
const isHardlyAny = (password: string): boolean => password.length < 4 || /^(.)\1*$/.test(password)

const isWordLike = (password: string): boolean => /^[a-z]{1,8}$|^[A-Z][a-z]{1,7}$/.test(password)

function placeOf(host: string): 'documentation' | 'local' | 'elsewhere' {
  const name = host
    .toLowerCase()
    .replace(/^tcp:/, '')
    .replace(/[:,\\]\d{0,5}$/, '')
    .replaceAll(/^\[|\]$/g, '')
  if (
    documentation.test(name) ||
    /^(?:your|my|some|the)[-_.]?\w*(?:host|server|domain|db|database|address)|^(?:host|hostname|server|servername|domain|ip|address|url)\d?$/.test(
      name,
    )
  )
    return 'documentation'
  // A name of one word is another container or machine of the same network.
  return local.test(name) || (name !== '' && /^[a-z0-9_-]+$/.test(name)) ? 'local' : 'elsewhere'
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A lone `%` is a part of the password.
    return text
  }
}
