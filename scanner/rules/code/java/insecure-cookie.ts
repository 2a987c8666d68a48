import { enclosing, textOf } from '../../../syntax/source.ts'
import { isFalse } from '../../../syntax/values.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

export const insecureCookie: CodeRule = {
  ...papersFor(
    'java',
    'insecure-cookie',
    'https://jakarta.ee/specifications/servlet/6.0/apidocs/jakarta.servlet/jakarta/servlet/http/cookie',
  ),
  query: {
    literals: ['Cookie'],
    calls: ['setSecure', 'setHttpOnly', 'addCookie', 'secure', 'httpOnly', 'withHttpOnlyFalse'],
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
  ],
  misses: [
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
    // What is deleted needs no protection, and one that is off is said where that is written.
    if (/setMaxAge\(\s*0\s*\)|setSecure|setHttpOnly\(\s*false/.test(text)) return undefined
    return { confidence: 'medium', note: '`Secure` is not set' }
  }
  return value !== undefined && isFalse(source, value.value) && /cookie/i.test(path) ? {} : undefined
}
