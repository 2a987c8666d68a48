import type { Detector } from '../../engine/rule.ts'
import { token } from './service-rule.ts'

/**
 * `user:password@host` after `://`. The user may be missing, or an e-mail address; the password may hold an `@` or `#`, which
 * should be escaped and often are not, so it ends at the last `@`.
 */
export const userAtHost =
  '[^\\s"\'`<>:/\\\\{}|$?#()[\\]]{0,100}:(?<secret>[^\\s"\'`<>/\\\\{}|?]{1,200})@[\\w.$%{([-][^\\s"\'`<>/?#,;:@\\\\&]{0,252}'

/**
 * An address with a user and a password in it.
 * @param schemes as they begin: `mysql`; a driver may follow each, as in `mysql+pymysql`
 */
export function address(schemes: readonly string[]): Detector {
  // Two letters and a plus stand in too many texts; nobody names a driver after so short a scheme.
  const anchors = schemes.flatMap((scheme) => [`${scheme}://`, ...(scheme.length > 2 ? [`${scheme}+`] : [])])
  const any = schemes.join('|')
  return token(anchors, new RegExp(`(?:${any})(?:\\+[a-z0-9_]{1,16}){0,2}://${userAtHost}`), {
    notAfter: null,
  })
}
