import type { Node } from 'web-tree-sitter'
import { enclosing, type Source, textOf } from '../../../syntax/source.ts'
import { isFalse } from '../../../syntax/values.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

export const insecureCookie: CodeRule = {
  ...papersFor(
    'go',
    'insecure-cookie',
    'https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html#cookies',
    'read',
  ),
  query: {
    literals: ['http.Cookie{', 'SetCookie', 'sessions.'],
    calls: ['SetCookie'],
    settings: ['Secure', 'HttpOnly', 'Name'],
  },
  judge: judgeCookie,
  matches: [
    `package a
import "net/http"
func keep(w http.ResponseWriter, cookie *http.Cookie) {
	cookie.HttpOnly = false // here
	http.SetCookie(w, cookie)
}`,
    `package a
import "net/http"
func keep(w http.ResponseWriter) {
	script := false
	http.SetCookie(w, &http.Cookie{Name: "session", Value: id, Secure: true, HttpOnly: script}) // here
}`,
    `package a
import "net/http"
func keep(w http.ResponseWriter) {
	http.SetCookie(w, &http.Cookie{Name: "session", Value: id}) // here
}`,
    `package a
import "net/http"
var cookie = http.Cookie{Name: "session", Value: id, Secure: false, HttpOnly: true}`,
  ],
  misses: [
    `package a
import "net/http"
func keep(w http.ResponseWriter) {
	cookie := &http.Cookie{Name: "session", Value: id}
	cookie.Secure, cookie.HttpOnly = true, true
	http.SetCookie(w, cookie)
}`,
    `package a
import "net/http"
var cookie = http.Cookie{Name: "session", Value: id, Secure: true, HttpOnly: true}`,
    `package a
import "net/http"
func drop(w http.ResponseWriter) { http.SetCookie(w, &http.Cookie{Name: "session", MaxAge: -1}) }`,
    `package a
var cookie = other.Cookie{Name: "a"} // http.Cookie{`,
  ],
}

const cookies = /\bhttp\.Cookie\b|\bsessions\.(?:Options|NewCookieStore|NewFilesystemStore|Session)\b/
const literals: ReadonlySet<string> = new Set(['composite_literal'])

/** The flags of one literal, said once for each: at its name. */
function judgeCookie({ source, how, node, name, path, args, value }: Site): CodeVerdict | undefined {
  if (how === 'call') {
    // gin: the last two are `secure` and `httpOnly`.
    return /^(?:c|ctx)\.SetCookie$/.test(path) &&
      args.length === 7 &&
      args.slice(5).some((one) => isFalse(source, one.value))
      ? {}
      : undefined
  }
  const literal = enclosing(node, literals)
  const type = literal?.childForFieldName('type') ?? null
  if (literal === null && name !== 'Name')
    // Set on what was made before.
    return node.type === 'assignment_statement' && isFalse(source, value) && cookies.test(source.text)
      ? {}
      : undefined
  if (literal === null || type === null) return undefined
  const written = textOf(source, type)
  if (written === 'sessions.Options') return name !== 'Name' && isFalse(source, value) ? {} : undefined
  if (written !== 'http.Cookie' || name !== 'Name') return undefined
  const text = textOf(source, literal)
  if (/MaxAge:\s*-/.test(text)) return undefined
  const isUnset = !/\bSecure\s*:/.test(text) || !/\bHttpOnly\s*:/.test(text)
  const isOff =
    /\b(?:Secure|HttpOnly)\s*:\s*false\b/.test(text) ||
    ['Secure', 'HttpOnly'].some((flag) => isFalse(source, fieldIn(source, literal, flag)))
  if (!isUnset && !isOff) return undefined
  // Flags may be set later on.
  const around = textOf(source, enclosing(literal, source.dialect.functions) ?? source.root)
  if (!isOff && /\.(?:Secure|HttpOnly)\s*=\s*/.test(around)) return undefined
  return {
    at: literal,
    ...(isOff ? {} : { confidence: 'medium', note: '`Secure` or `HttpOnly` is not set' }),
  }
}

/** What a literal sets one of its fields to. */
function fieldIn(source: Source, literal: Node, field: string): Node | null {
  const pairs = literal.childForFieldName('body')?.namedChildren ?? []
  const pair = pairs.find(
    (one) => one?.type === 'keyed_element' && textOf(source, one.namedChild(0) ?? one) === field,
  )
  const value = pair?.namedChild(1) ?? null
  return value?.type === 'literal_element' ? value.namedChild(0) : value
}
