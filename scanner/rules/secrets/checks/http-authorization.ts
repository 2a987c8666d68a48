import { isPlaceholder } from '../../../engine/placeholder.ts'
import { looksRandom } from '../../../engine/randomness.ts'
import type { Verdict } from '../../../engine/rule.ts'
import { characterClasses } from '../../../engine/statistics.ts'
import { judgeCredentials } from './credentials.ts'
import { verdictOnPublished } from './published-keys.ts'

/** The value of `Authorization: Basic`: `user:password` in base64 (RFC 7617). Whatever does not decode to that is none. */
export function checkBasic(secret: string): Verdict {
  const text = Buffer.from(secret, 'base64').toString('latin1')
  const colon = text.indexOf(':')
  const user = text.slice(0, Math.max(colon, 0))
  const password = text.slice(colon + 1)
  if (colon < 0 || !/^[\w.@+|\\/~-]{0,255}$/.test(user) || !isReadable(password))
    return { drop: 'not a name and a password' }
  // A key in place of the name, and no password, is how many services want it.
  if (password === '') return looksRandom(user) ? {} : { drop: 'no password' }
  return verdictOnPublished(secret) ?? judgeCredentials({ user, password, host: '' })
}

/** One unreadable byte is a typing error, or a letter that is not of ASCII; many are random bytes. */
const isReadable = (text: string): boolean => text.replaceAll(/[\x20-\x7e]/g, '').length <= text.length / 12

/** A token in a header: it has no form of its own, so it must look generated. */
export function checkHeaderToken(secret: string): Verdict | undefined {
  if (isPlaceholder(secret)) return { drop: 'filled in elsewhere' }
  if (/[{}<>]|\$[({A-Za-z]|%s|\(/.test(secret)) return { drop: 'filled in elsewhere' }
  return looksRandom(secret) || (secret.length >= 12 && characterClasses(secret) >= 3)
    ? undefined
    : { drop: 'does not look random' }
}
