import type { CheckContext, Verdict } from '../../../engine/rule.ts'
import { judgeCredentials } from './credentials.ts'

/** Judges the password of an address whose whole text is `scheme://user:password@host`. */
export function checkUrlPassword(password: string, { text }: CheckContext): Verdict {
  // A port, and the keys and values that JDBC puts behind it.
  if (/^\d{1,5}[;,]/.test(password)) return { drop: 'a port' }
  const start = text.indexOf('://') + 3
  const end = text.lastIndexOf(`:${password}@`)
  return judgeCredentials({
    user: text.slice(start, end),
    password,
    host: text.slice(end + password.length + 2),
  })
}
