import type { Node } from 'web-tree-sitter'
import { type Source, textOf } from '../../../syntax/source.ts'
import { isFalse, optionOf } from '../../../syntax/values.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

const settings = [
  'SESSION_COOKIE_SECURE',
  'SESSION_COOKIE_HTTPONLY',
  'CSRF_COOKIE_SECURE',
  'REMEMBER_COOKIE_SECURE',
  'REMEMBER_COOKIE_HTTPONLY',
  'CSRF_COOKIE_HTTPONLY',
]

export const insecureCookie: CodeRule = {
  ...papersFor(
    'python',
    'insecure-cookie',
    'https://flask.palletsprojects.com/en/stable/web-security/#set-cookie-options',
    'read',
  ),
  query: {
    literals: ['set_cookie', 'COOKIE_', 'set_signed_cookie', 'SimpleCookie', 'Morsel'],
    calls: ['set_cookie', 'set_signed_cookie'],
    settings: [...settings, 'secure', 'httponly'],
  },
  judge: judgeCookie,
  matches: [
    `response.set_cookie('session', value)  # here`,
    `response.set_cookie('session', value, secure=False, httponly=True, samesite='Lax')`,
    `SESSION_COOKIE_SECURE = False`,
    `from http.cookies import SimpleCookie
cookie = SimpleCookie()
cookie['session']['secure'] = False`,
    `app.config['SESSION_COOKIE_HTTPONLY'] = False`,
  ],
  misses: [
    `response.set_cookie('session', value, secure=True, httponly=True, samesite='Lax')`,
    `SESSION_COOKIE_SECURE = True`,
    `jar.set_cookie(cookie)`,
    `from http.cookies import SimpleCookie
connect(secure=False)`,
    `response.set_cookie('session', value, **options)`,
    `response.set_cookie('session', value, secure=True, httponly=True)`,
  ],
}

function isOfMorsel(source: Source, node: Node): boolean {
  const left = node.childForFieldName('left')
  const { name } =
    (left && /^(?<name>\w{1,60})\[[^\]]+\]\[['"]\w+['"]\]$/.exec(textOf(source, left))?.groups) ?? {}
  return (
    name !== undefined &&
    new RegExp(String.raw`\b${name}\s*=\s*(?:[\w.]*\.)?(?:Simple|Base)Cookie\(`).test(source.text)
  )
}

function judgeCookie({ source, how, node, name, path, args, value }: Site): CodeVerdict | undefined {
  if (how === 'setting') {
    if (!isFalse(source, value) || name === 'CSRF_COOKIE_HTTPONLY') return undefined
    // `cookie['name']['secure'] = False`; as an argument it is looked at with the rest.
    return settings.includes(name) || isOfMorsel(source, node) ? {} : undefined
  }
  const written = textOf(source, node)
  // A jar takes a whole cookie, as a client does.
  const isJar = args.length === 1 && args[0]!.name === undefined
  if (/\*\*/.test(written) || isJar || !path.includes('.')) return undefined
  const secure = optionOf(source, node, 'secure')
  const httpOnly = optionOf(source, node, 'httponly')
  const isOff = isFalse(source, secure) || isFalse(source, httpOnly)
  if (isOff) return {}
  const missing = [
    secure === undefined && '`secure`',
    httpOnly === undefined && '`httponly`',
    optionOf(source, node, 'samesite') === undefined && '`samesite`',
  ].filter(Boolean)
  // Browsers take `Lax` where nothing is said.
  return missing.length === 0 || missing.join('') === '`samesite`'
    ? undefined
    : { confidence: 'medium', severity: 'low', note: `${missing.join(', ')} not set` }
}
