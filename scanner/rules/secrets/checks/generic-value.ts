import { looksRandom } from '../../../engine/randomness.ts'
import type { CheckContext, Verdict } from '../../../engine/rule.ts'
import { characterClasses } from '../../../engine/statistics.ts'
import { isNameOfOther } from '../secret-names.ts'
import { standsAlone, standsInLine, standsInQuery } from './standing.ts'

const drop = (reason: string): Verdict => ({ drop: reason })

/** What people write where the reader is meant to think of a password, and what frameworks ship as a default. */
const commonWords = new Set(
  'password passwd passphrase passcode pass pwd secret secrets token key apikey none null nil undefined true false yes no string text hidden empty required optional test testing tests tester default user username admin administrator root guest postgres postgresql mysql mariadb mongo mongodb redis rabbitmq oracle sa demo secure encrypted unknown anonymous value changeit letmein welcome qwerty basic bearer digest plain login input object number boolean function ignored disabled enabled inherit auto prompt ask env vault keychain mypassword mysecret mytoken testpassword testpass testsecret userpassword p4ssw0rd passw0rd password1 password123 pass123 test123 test1234 admin123 secret123 hunter2 abc123 123456 12345678 123456789 1234567890 111111 000000 1234 12345'.split(
    ' ',
  ),
)

/** Words joined by punctuation, as in keys of translations, routes and options: `auth/wrong-password`, `user.token.hint`. */
const joinedWords = /^[A-Za-z]{1,24}(?:[._\-/: ][A-Za-z]{0,24}\d?)+$/
const location = /^(?:[a-z][a-z0-9+.-]{1,12}:\/\/|\.{0,2}\/|~\/|[A-Za-z]:\\|\\\\)/
/** Also the end of one text of a list and the beginning of the next, in code whose blanks were taken out. */
const codeInside = /[{}<>]|\(\)|=>|\$\(|&&|\|\||::|->|^\W+$|\\[nrtu]|["'`],["'`]/

/** `setPassword("…")`, `.withToken("…")`, `builder.password("…")`; `getSecret("…")` takes a name. */
const setter = /(?:^|[._])(?:set|with|use)_?[a-z]|\.(?:password|secret|token|api_?key)$/

/** Source of the formats: crypt(5). */
const cryptHash = /^\$(?:2[abxy]?|5|6|1|y|gy|argon2\w{1,2}|scrypt|pbkdf2[\w-]*)\$/

/** `scrypt('password', 'NaCl', …)`: what follows a password in such a call is the salt. */
const saltCall =
  /(?:argon2|scrypt|pbkdf2|bcrypt|hkdf|hmac)\w{0,20}\(\s{0,8}["'`][^"'`\n]{0,60}["'`]\s{0,4},\s{0,8}["'`]?$/i

/** What holds for passwords and keys alike; undefined where nothing speaks against a value. */
function objection(value: string, context: CheckContext): Verdict | undefined {
  if (isNameOfOther(context.words)) return drop('the name is of something else')
  if (context.operator === '(' && !setter.test(context.name))
    return drop('the argument of a call that may do anything')
  if (commonWords.has(value.toLowerCase())) return drop('a word, not a secret')
  if (/\s/.test(value)) return drop('text for people')
  if (location.test(value)) return drop('a path or address')
  if (codeInside.test(value)) return drop('code')
  if (cryptHash.test(value)) return drop('a hash of a password')
  if (/^-?anonymous@?$/i.test(value)) return drop('what nobody signs in with')
  if (context.operator === ',' && saltCall.test(context.before)) return drop('a salt')
  if (/^\d{4}-\d{2}-\d{2}|^[-+]?[\d.,:]{1,16}$|^0x[\dA-Fa-f]{1,8}$/.test(value))
    return drop('a date or number')
  if (context.quoted || standsAlone(context)) return undefined
  return isMixed(value) && (standsInLine(context) || standsInQuery(context))
    ? undefined
    : drop('code, not configuration')
}

/** Letters and digits as no name in code has them: in a line of many words only such a value is surely one. */
const isMixed = (value: string): boolean =>
  value.length >= 8 &&
  /[A-Za-z]/.test(value) &&
  (/\d/.test(value) || looksRandom(value)) &&
  (!/^[A-Za-z_]+\d{0,4}$|^[A-Za-z_]\w*(?:[.:][A-Za-z_]\w*)+$/.test(value) || looksRandom(value))

/** What follows a reference, or stands in an address, is a value in code too. */
const isOnlyConfiguration = (context: CheckContext): boolean =>
  !context.quoted && context.operator !== '${' && !standsInQuery(context)

/** A password may be weak, so it is judged by being no word and no name, not by looking random. */
export function checkGenericPassword(value: string, context: CheckContext): Verdict {
  const against = objection(value, context)
  if (against) return against
  if (joinedWords.test(value) || isNamedLike(value, context.name)) return drop('words')
  if (!context.quoted && /^[A-Za-z_$][\w$]*(?:[.:][A-Za-z_$][\w$]*)+$/.test(value))
    return drop('a name in code')
  const classes = characterClasses(value)
  if (/^[A-Za-z]+$/.test(value)) {
    return value.length < 6 || /pass|secret|token|pwd/i.test(value)
      ? drop('a word')
      : { confidence: 'low', severity: 'medium', onlyInConfiguration: true }
  }
  const strong = value.length >= 8 && classes >= 2
  return {
    confidence: strong ? 'medium' : 'low',
    severity: strong ? 'high' : 'medium',
    onlyInConfiguration: isOnlyConfiguration(context),
  }
}

/** A key or token is generated, so it must look it. */
export function checkGenericKey(value: string, context: CheckContext): Verdict {
  if (standsInQuery(context)) return drop('url-query-token looks at addresses')
  // OpenPGP's fingerprints are written so, in names such as RPM_SIGNING_KEY.
  if (/^[0-9A-F]{40}$/.test(value) && /sign|gpg|pgp/.test(context.words))
    return drop('a fingerprint of a public key')
  const against = objection(value, context)
  if (against) return against
  if (joinedWords.test(value) || isNamedLike(value, context.name)) return drop('words')
  if (uuid.test(value)) return { confidence: 'low' }
  if (!/^[\w.+/=~@!#$%^&*:?-]+$/.test(value)) return drop('does not look random')
  if (!looksRandom(value)) {
    return context.quoted && isMadeByHand(value, context)
      ? { confidence: characterClasses(value) === 4 ? 'medium' : 'low', ...madeByHand }
      : drop('does not look random')
  }
  if (/^(?:sha(?:1|256|384|512)|md5)[-:=]/i.test(value)) return drop('a checksum')
  return { onlyInConfiguration: isOnlyConfiguration(context) }
}

const madeByHand = {
  severity: 'medium',
  notAmongSamples: true,
  note: 'it reads as if a person made it up',
} as const

/** Names of keys that people make up themselves, as they do passwords. A bare `token` is one of a parser's too. */
const chosenByPeople =
  /secret|api ?key|(?:access|auth|api|bearer) ?token|(?:encrypt|sign|jwt|session|cookie|master|private)\w* ?key/

/** `WinterRiver3910!`: letters, digits and a sign that joins no words, and so neither a word nor a name in code. */
const isMadeByHand = (value: string, { words, operator }: CheckContext): boolean =>
  chosenByPeople.test(words) &&
  operator !== '(' &&
  value.length <= 64 &&
  /[A-Za-z]{3}/.test(value) &&
  /\d/.test(value) &&
  /[!@#$%^&*?]/.test(value) &&
  !/[/=:]|%[sd\d@]|^[#.@$&]|@[\w-]+\./.test(value)

/** Ids are UUIDs more often than keys are. */
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

/** `token = "refreshToken"`, `password: 'DB_PASSWORD'`: the value names the thing again. */
function isNamedLike(value: string, name: string): boolean {
  const own = plain(value)
  return (
    own === plain(name) ||
    (/^[A-Za-z_.$-]+$/.test(value) && /password|passwd|secret|token|apikey|credential/.test(own))
  )
}
