import type { Verdict } from '../../engine/rule.ts'
import { isPlaceholder } from '../../engine/placeholder.ts'
import { characterClasses } from '../../engine/statistics.ts'
import { readPasswordTable } from './checks/password-table.ts'
import { checkSetting } from './checks/setting.ts'
import { samplePassword } from './sample-texts.ts'
import { token } from './service-rule.ts'
import { settingRules } from './setting.ts'

const signIn = 'sign in wherever this password is used'

/** In a sentence any word may follow: what has letters, digits and capitals or signs is none. */
function checkSentence(secret: string): Verdict {
  const isWritten = /^[A-Za-z]+\d{0,2}[!?]?$|^[A-Za-z]+\d{0,4}(?:[-/.][A-Za-z]+\d{0,4})+$/.test(secret)
  if (isWritten || characterClasses(secret) < 3 || !/\d/.test(secret)) return { drop: 'a word of a sentence' }
  return isPlaceholder(secret) ? { drop: 'filled in elsewhere' } : checkSetting(secret)
}

/** `8-characters`, `90days`, `PASSWORD_TOO_SHORT_8`, `input#password2`: what tables say of passwords. */
const wording = /pass(?:word|wort)|^\d{1,4}-?[a-z]+$|^[A-Za-z]+(?:[_-][A-Za-z0-9]{1,12})+$/i
/** As databases keep passwords: digits of MD5 to SHA-512, or with the method before it. */
const hash =
  /^[0-9a-f]{32,128}$|^\{?[a-z][\w-]{1,20}[:$}][\d:$]{0,20}.{0,40}[:$][0-9a-f+/=]{16,}|^[a-z][\w-]{1,12}:[0-9a-f]{32,128}$/i

function checkCell(secret: string): Verdict {
  if (/^[A-Za-z ]+$/.test(secret) || secret.length < 6 || wording.test(secret)) return { drop: 'a word' }
  if (hash.test(secret)) return { drop: 'a hash of a password' }
  if (isPlaceholder(secret)) return { drop: 'filled in elsewhere' }
  const verdict = checkSetting(secret)
  if (verdict && 'drop' in verdict) return verdict
  return characterClasses(secret) >= 3 ? verdict : { ...verdict, confidence: 'low' }
}

/** Passwords that people wrote down: in tables and in sentences. */
export const writtenDown = settingRules([
  {
    id: 'password-table',
    title: 'Password in a table (CSV)',
    allows: signIn,
    url: 'https://support.google.com/chrome/answer/95606',
    detect: [
      {
        how: 'near',
        keywords: [',password', ';password', ',"password', ';"password', 'password,', 'password;'],
        find: readPasswordTable,
        reach: 16_384,
        apart: 16_384,
        yields: true,
      },
    ],
    check: checkCell,
    matches: [
      () => `name,url,username,password,note\nshop,https://shop.corp-tools.io/,app,${samplePassword(1)},\n`,
      () => `"host";"user";"password"\r\n"db7";"app";"${samplePassword(2)}"\r\n`,
      () => `service,user,password\nmail,app,${samplePassword(3)}\nshop,app,${samplePassword(4)}`,
    ],
    misses: [
      () => 'service,user,password\nmail,app,\nshop,app,<password>\n',
      () => 'username, password, email = sys.argv[1:]\nlogin(username, password, 4)\n',
      () => `x = 1\nname,password\nshop,${samplePassword(5)}\n`,
    ],
  },
  {
    id: 'password-sentence',
    title: 'Password in a sentence',
    allows: signIn,
    url: 'https://cwe.mitre.org/data/definitions/256.html',
    detect: [
      token(
        ['password is ', 'password is: ', 'passwort ist '],
        /pass(?:word is|wort ist):? {1,2}["'`*]{0,2}(?<secret>[^\s"'`*<>()]{5,80}[^\s"'`*<>().,;:])/i,
        { ignoreCase: true, notAfter: null },
      ),
    ],
    check: checkSentence,
    matches: [
      () => `The password is ${samplePassword(6)}`,
      () => `The admin password is: \`${samplePassword(7)}\`.`,
      () => `Das Passwort ist "${samplePassword(8)}".`,
    ],
    misses: [
      () => 'the password is required, and the password is incorrect',
      () => 'The password is SHA256-hashed.',
      () => 'if the password is $PASSWORD',
    ],
  },
])
