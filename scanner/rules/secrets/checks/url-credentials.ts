import type { CheckContext, Verdict } from '../../../engine/rule.ts'
import { judgeCredentials } from './credentials.ts'

/** Judges the password of an address whose whole text is `scheme://user:password@host`. */
export function checkUrlPassword(password: string, { text }: CheckContext): Verdict {
  const start = text.indexOf('://') + 3
  const end = text.lastIndexOf(`:${password}@`)
  return judgeCredentials({
    user: text.slice(start, end),
    password,
    host: text.slice(end + password.length + 2),
  })
}
