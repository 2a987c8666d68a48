import type { CheckContext, Verdict } from '../../../engine/rule.ts'
import { looksRandom } from '../../../engine/randomness.ts'
import { checkBasic, checkHeaderToken } from './http-authorization.ts'
import { type Credentials, isWeak, judgeCredentials } from './credentials.ts'

const userOption = /(?:^|\s)(?:-u|-U|--user(?:name)?|\/user:)[= ]{0,2}["']?([^\s"':]{1,80})/
const hostOption = /(?:(?:^|\s)(?:-h|-S|--host|--server|--hostname)[= ]{0,2}|:\/\/|@)["']?([\w.-]{1,200})/

/** A password among the arguments of a command. */
export function checkCommandPassword(secret: string, { text, after }: CheckContext): Verdict {
  const password = unescaped(secret)
  if (/^\$|^%\w+%?$|^!\w+!?$|^@|^-/.test(password)) return { drop: 'filled in elsewhere' }
  const rest = `${text} ${after.split('\n')[0] ?? ''}`
  return judgeUnlessWeak({
    user: userOption.exec(rest)?.[1] ?? '',
    password,
    host: hostOption.exec(rest)?.[1] ?? '',
  })
}

/** `user:password` of `curl -u`; a key may stand in the place of either. */
export function checkCommandLogin(secret: string, { text, after }: CheckContext): Verdict {
  const before = text.slice(0, text.lastIndexOf(secret))
  const user = /(?:-u|--user|-a|--auth)[= ]{0,4}["']?([^\s"':]{0,100})["']?:["']?$/.exec(before)?.[1] ?? ''
  if (secret.startsWith('//')) return { drop: 'an address' }
  if (/^\$|^%\w+%$|\$\{|\$\(/.test(secret)) return { drop: 'filled in elsewhere' }
  const rest = `${before} ${after.split('\n')[0] ?? ''}`
  return judgeUnlessWeak({ user, password: secret, host: hostOption.exec(rest)?.[1] ?? '' })
}

/** The value of a header that has to do with signing in. */
export const checkCommandHeader = (secret: string, { text }: CheckContext): Verdict | undefined =>
  /basic\s{1,4}$/i.test(text.slice(0, text.lastIndexOf(secret)))
    ? checkBasic(secret)
    : checkHeaderToken(secret)

/** The value of any command's `--password` or `--token`: help texts go on with words there. */
export function checkOption(secret: string, context: CheckContext): Verdict | undefined {
  if (/^[A-Za-z][A-Za-z-]*[.,:;!)\]]*$/.test(secret) || /^[./~\\]|^\w:\\/.test(secret))
    return { drop: 'a word or path' }
  if (isWeak(secret)) return { drop: 'a word that stands for a password' }
  if (/pass/i.test(context.text.slice(0, context.text.lastIndexOf(secret))))
    return checkCommandPassword(secret, context)
  return looksRandom(secret) ? checkHeaderToken(secret) : { drop: 'does not look random' }
}

/** Commands are what documents show: there a weak password is a sample more often than a bad choice. */
const judgeUnlessWeak = (credentials: Credentials): Verdict =>
  isWeak(credentials.password, credentials.user)
    ? { drop: 'a word that stands for a password' }
    : judgeCredentials(credentials)

const unescaped = (text: string): string => text.replaceAll(/\\([^\w\s])/g, '$1')
