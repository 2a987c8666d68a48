import { contentLines } from './text.ts'
import { isPublicKey, isSecretName, looksRandom, unquote, valueKind } from './values.ts'

/** A name and what is assigned to it, as written. */
export interface Assignment {
  readonly name: string
  /** Without its quotes. */
  readonly value: string
  readonly quoted: boolean
}

/** Assignments looked at in one file: keeps the cost bounded on a table that only looks like settings. */
const limit = 2000

/** The `NAME=value` lines of an environment file; `export` may stand before them. */
export function environmentAssignments(text: string): Assignment[] {
  const found: Assignment[] = []
  for (const line of contentLines(text)) {
    if (found.length >= limit) break
    const match =
      /^(?:export[ \t]{1,8}|set[ \t]{1,8}|setx[ \t]{1,8})?([A-Za-z_][\w.-]{0,120})[ \t]{0,20}[=:](.*)$/s.exec(
        line,
      )
    if (match === null) continue
    const [, name = '', rest = ''] = match
    found.push(assignment(name, rest.trim()))
  }
  return found
}

function assignment(name: string, rest: string): Assignment {
  const quote = rest[0]
  if (quote === '"' || quote === "'" || quote === '`') {
    const end = rest.indexOf(quote, 1)
    // No closing quote: a value over several lines, such as a private key.
    return { name, value: end < 0 ? rest.slice(1) : rest.slice(1, end), quoted: true }
  }
  const comment = rest.search(/(?:^|[ \t])#/)
  return { name, value: (comment < 0 ? rest : rest.slice(0, comment)).trim(), quoted: false }
}

const anyAssignment =
  /([A-Za-z_$][\w.$-]{0,79})["'\]]{0,2}[ \t]{0,8}(?:=>|:=|:(?!:)|=(?!=))[ \t]{0,8}(?:"([^"\n]{0,400})|'([^'\n]{0,400})|([^\s"'#;,{}[\]()][^\n#;,]{0,400}))/g
const definePattern =
  /\b(?:define|putenv|ini_set)[ \t]{0,4}\([ \t]{0,4}["']([\w.-]{1,80})["'][ \t]{0,4},[ \t]{0,4}(?:"([^"\n]{0,400})|'([^'\n]{0,400}))/g

/** Every `name = value`, `name: value`, `'name' => 'value'` and `define('name', 'value')` of a settings file or code. */
export function anyAssignments(text: string): Assignment[] {
  const body = contentLines(text).join('\n')
  const found: Assignment[] = []
  for (const pattern of [anyAssignment, definePattern]) {
    for (const match of body.matchAll(pattern)) {
      if (found.length >= limit) return found
      const [, name = '', double, single, bare] = match
      const quoted = double ?? single
      found.push({ name, value: quoted ?? (bare ?? '').trim(), quoted: quoted !== undefined })
    }
  }
  return found
}

const elementPattern = /<([A-Za-z_][\w.:-]{0,79})(?:[ \t][^<>]{0,200})?>([^<>]{1,400})</g
const attributePattern = /[ \t\n]([A-Za-z_][\w.:-]{0,79})[ \t]{0,4}=[ \t]{0,4}"([^"<>]{1,400})"/g

/** Every `<name>value</name>` and `name="value"` of an XML file, comments left out. */
export function xmlAssignments(text: string): Assignment[] {
  const body = withoutComments(text)
  const found: Assignment[] = []
  for (const pattern of [elementPattern, attributePattern]) {
    for (const [, name = '', value = ''] of body.matchAll(pattern)) {
      if (found.length >= limit) return found
      found.push({ name, value: value.trim(), quoted: true })
    }
  }
  return found
}

const withoutComments = (text: string): string =>
  text
    .split('<!--')
    .map((part, index) =>
      index === 0 ? part : part.includes('-->') ? part.slice(part.indexOf('-->') + 3) : '',
    )
    .join('')

/** Whether a secret's name got a value that somebody could use. */
export const isRealSecret = ({ name, value }: Assignment): boolean =>
  (isSecretName(name) && valueKind(value) === 'real' && !isPublicKey(value)) || hasRealUrlCredentials(value)

/** The same for templates, where a person's own words are no secret, however long. */
export const isPastedSecret = ({ name, value }: Assignment): boolean =>
  isSecretName(name) && valueKind(value) === 'real' && looksRandom(value) && !isPublicKey(value)

const urlCredentials = /:\/\/[^\s:@/"'<>]{0,100}:([^\s@/"'<>]{1,200})@([^\s/"'<>:]{1,100})/

/** Whether a text holds a URL with a password for a machine that others may reach, too. */
export function hasRealUrlCredentials(text: string): boolean {
  const [, password = '', host = ''] = urlCredentials.exec(unquote(text)) ?? []
  if (password === '' || valueKind(password) !== 'real') return false
  return !/^(?:localhost|127\.|0\.0\.0\.0|example\.|host$|db$|postgres$|mysql$|redis$|mongo$)/i.test(host)
}
