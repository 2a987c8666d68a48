import { enclosing, textOf } from '../../../syntax/source.ts'
import { isFalse } from '../../../syntax/values.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

export const insecureCookie: CodeRule = {
  ...papersFor(
    'java',
    'insecure-cookie',
    'https://jakarta.ee/specifications/servlet/6.0/apidocs/jakarta.servlet/jakarta/servlet/http/cookie',
    'read',
  ),
  query: {
    literals: ['Cookie'],
    calls: [
      'setSecure',
      'setHttpOnly',
      'addCookie',
      'secure',
      'httpOnly',
      'withSecure',
      'withHttpOnly',
      'NewCookie',
    ],
  },
  judge: judgeCookie,
  matches: [
    `class A { void keep(HttpServletResponse response) {
  Cookie cookie = new Cookie("session", id);
  cookie.setSecure(false); // here
  cookie.setHttpOnly(true);
  response.addCookie(cookie);
} }`,
    `class A { void keep(HttpServletResponse response) {
  Cookie cookie = new Cookie("session", id);
  response.addCookie(cookie); // here
} }`,
    `class A { void keep(Cookie given) { given.setHttpOnly(false); } }`,
    `class A { Response keep() { return Response.ok().cookie(new NewCookie("session", id, "/", null, 1, null, 60, false)).build(); } }`,
    `class A { NewCookie keep() { return new NewCookie("session", id); } }`,
  ],
  misses: [
    `class A { void drop(HttpServletResponse response) { Cookie cookie = new Cookie("session", null); cookie.setSecure(false); cookie.setMaxAge(0); response.addCookie(cookie); } }`,
    `class A { NewCookie keep() { return new NewCookie("session", id, "/", null, null, 60, true, true); } }`,
    `class A { NewCookie keep() { return new NewCookie.Builder("session").secure(true).httpOnly(true).build(); } }`,
    `class A { void set(Door door) { door.setSecure(false); } } // Cookie`,
    `class A { void keep(HttpServletResponse response) { Cookie cookie = new Cookie("session", id); cookie.setSecure(true); cookie.setHttpOnly(true); response.addCookie(cookie); } }`,
    `class A { void drop(HttpServletResponse response) { Cookie cookie = new Cookie("session", ""); cookie.setMaxAge(0); response.addCookie(cookie); } }`,
  ],
}

function judgeCookie({ source, node, name, path, args }: Site): CodeVerdict | undefined {
  const [value] = args
  if (name === 'addCookie') {
    const around = enclosing(node, source.dialect.functions)
    // A helper of that name takes more, and says itself how.
    if (around === null || value === undefined || args.length !== 1) return undefined
    const text = textOf(source, around).slice(0, 10_000)
    // One that is off is said where that is written.
    if (isDeleted(text) || /setSecure|setHttpOnly\(\s*false/.test(text)) return undefined
    return { confidence: 'medium', note: '`Secure` is not set' }
  }
  if (name === 'NewCookie') return judgeNewCookie(args.map((one) => textOf(source, one.value)))
  if (value === undefined || !isFalse(source, value.value) || !isCookie(source, path)) return undefined
  return isDeleted(textOf(source, enclosing(node, source.dialect.functions) ?? node)) ? undefined : {}
}

/** What is deleted needs no protection. */
const isDeleted = (text: string): boolean => /setMaxAge\(\s*0\s*\)/.test(text)

/** By its name, or by what it is declared as. */
function isCookie({ text }: Site['source'], path: string): boolean {
  if (/cookie/i.test(path)) return true
  const object = /^(?:this\.)?(?<object>\w{1,60})\.\w+$/.exec(path)?.groups?.['object']
  return object !== undefined && new RegExp(String.raw`\b\w*Cookie\s+${object}\b`).test(text)
}

/** JAX-RS's cannot be changed once it is made; whether it is for encrypted connections alone is said last, or before `HttpOnly`. */
function judgeNewCookie(given: readonly string[]): CodeVerdict | undefined {
  const [before, last] = given.slice(-2)
  const isSaid = (one: string | undefined): boolean => one === 'true' || one === 'false'
  if (given.length > 0 && !isSaid(last) && given.length > 3 && /^[a-z]\w*$/.test(last!)) return undefined
  if (!isSaid(last)) return { confidence: 'medium', note: '`Secure` is not set' }
  const isSecure = isSaid(before) ? before : last
  return isSecure === 'false' ? {} : undefined
}
