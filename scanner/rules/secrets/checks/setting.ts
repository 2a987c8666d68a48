import { looksRandom } from '../../../engine/randomness.ts'
import type { CheckContext, Verdict } from '../../../engine/rule.ts'
import { isWeak, judgeCredentials } from './credentials.ts'

/** A password in a configuration that names neither user nor host. Words that stand for one are dropped. */
export function checkSetting(password: string, context?: CheckContext): Verdict {
  if (context?.quoted === false && context.after.startsWith('(')) return { drop: 'a call' }
  if (isWeak(password)) return { drop: 'a word that stands for a password' }
  return judgeCredentials({ user: '', password, host: '' })
}

/** The same, where the user and the host stand before it: `machine`, `login`. */
export function checkNetrc(password: string, { text }: CheckContext): Verdict {
  const [, host = '', user = ''] = /^(?:machine\s+(\S+)|default)(?:\s+login\s+(\S+))?/.exec(text) ?? []
  if (/^(?:anonymous|ftp)$/.test(user)) return { drop: 'the address that anonymous users give' }
  // A sentence about a machine and a password, or the words that a help text has in the place of both.
  if (/^[A-Za-z][A-Za-z-]*[.,:;)]?$/.test(password) && (user === '' || host === ''))
    return { drop: 'a word of a sentence' }
  return judgeCredentials({ user, password, host })
}

/** A generated value: a word is none. */
export const mustLookGenerated = (secret: string): Verdict | undefined =>
  looksRandom(secret) ? undefined : { drop: 'does not look random' }

/** A password in base64, without a name. */
export function checkEncodedPassword(secret: string): Verdict {
  const password = Buffer.from(secret, 'base64').toString('utf8')
  return /^[\x20-\x7e]{3,}$/.test(password.trimEnd())
    ? checkSetting(password.trimEnd())
    : { drop: 'not a text in base64' }
}

const hashed =
  /^(?:\*[0-9A-F]{40}|md5[0-9a-f]{32}|SCRAM-SHA-\d+\$|\{(?:S?SHA|SSHA\d+|CRYPT|MD5|SMD5|ARGON2|PBKDF2)[^}]*\}|\$\w{1,8}\$|0x[0-9A-F]{20,}$|[0-9A-F]{16}$)/i

/** A password that may be given as its hash. */
export function checkMaybeHashed(password: string): Verdict {
  if (!hashed.test(password)) return checkSetting(password)
  return { severity: 'low', note: 'a hash of the password: it must be guessed first' }
}
