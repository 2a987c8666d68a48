import { enclosing, textOf } from '../../../syntax/source.ts'
import { constantText, followName, isFalse, optionOf, propertyOf } from '../../../syntax/values.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

export const insecureCookie: CodeRule = {
  ...papersFor(
    'javascript',
    'insecure-cookie',
    'https://expressjs.com/en/advanced/best-practice-security.html#use-cookies-securely',
  ),
  query: {
    literals: ['ookie', 'express-session'],
    calls: ['cookie', 'session', 'cookieSession', 'setCookie', 'setHeader'],
    settings: ['httpOnly', 'secure'],
  },
  judge: judgeCookie,
  matches: [
    `app.use(session({ secret, cookie: { secure: true, httpOnly: false } })) // here`,
    `res.cookie('session', id, { maxAge: 1000 })`,
    `res.setHeader('Set-Cookie', 'session=' + id)`,
    `res.cookie('session', id, { secure: false, httpOnly: true })`,
    `const session = require('express-session')
     app.use(session({ secret: process.env.SECRET })) // here`,
  ],
  misses: [
    `app.use(session({ secret, cookie: { secure: true, httpOnly: true } }))`,
    `res.cookie('theme', 'dark', options)`,
    `res.cookie('session', id, { httpOnly: true, secure: true })`,
    `res.cookie('session', id, options)`,
    `res.cookie('XSRF-TOKEN', token)`,
    `res.setHeader('Set-Cookie', 'session=a; HttpOnly; Secure')`,
    `tls.connect({ secure: false }) // no cookie`,
    `smtp.createTransport({ secure: false, host: cookies })`,
  ],
}

function judgeCookie(site: Site): CodeVerdict | undefined {
  if (site.how === 'setting') return judgeFlag(site)
  if (site.name === 'setHeader') return judgeHeader(site)
  return judgeSession(site) ?? judgeAnswer(site)
}

/** Cookies that log somebody in; pages read those against forged requests on purpose. */
const isLogin = (name: string): boolean =>
  /sess(?:ion)?(?:id|key)?|auth|jwt|token|^s?sid$|login|remember/i.test(name) && !/csrf|xsrf/i.test(name)

const notHidden: CodeVerdict = {
  confidence: 'medium',
  note: '`httpOnly` is not set: scripts of the page can read it',
}

/** `res.cookie('session', id)`: without `httpOnly` scripts read it. */
function judgeAnswer({ source, node, path, args }: Site): CodeVerdict | undefined {
  if (!/^(?:this\.)?(?:res|response|reply)(?:\.\w+\(\))*\.(?:cookie|setCookie)$/.test(path)) return undefined
  if (!isLogin(constantText(source, args[0]?.value ?? null) ?? '') || args.length < 2) return undefined
  if (optionOf(source, node, 'httpOnly') !== undefined) return undefined
  const given = args[2]?.value
  if (given === undefined) return notHidden
  const options = followName(source, given)
  return options.type === 'object' && !textOf(source, options).includes('...') ? notHidden : undefined
}

/** `setHeader('Set-Cookie', 'session=…')` */
function judgeHeader({ source, args }: Site): CodeVerdict | undefined {
  const [key, given] = args
  if (key === undefined || given === undefined) return undefined
  if (constantText(source, key.value)?.toLowerCase() !== 'set-cookie') return undefined
  const values = given.value.type === 'array' ? given.value.namedChildren : [given.value]
  const isOpen = values.some((value) => {
    if (value === null) return false
    const text = constantText(source, value) ?? textOf(source, value).replace(/^[`'"]/, '')
    const name = /^(?<name>[\w.-]{1,60})=/.exec(text)?.groups?.['name']
    // What is filled in behind a `;` may be anything.
    const mayHoldMore =
      /;|\$\{[^}]*\}[^;]*\$\{|\s\$\{/.test(text) &&
      !/;\s*(?:path|secure|expires|max-age|samesite|domain)/i.test(text)
    return name !== undefined && isLogin(name) && !/httponly/i.test(text) && !mayHoldMore
  })
  return isOpen ? notHidden : undefined
}

/** `secure: false` among what is said of a cookie. */
function judgeFlag({ source, node, name, value }: Site): CodeVerdict | undefined {
  if (node.type !== 'pair' || !isFalse(source, value)) return undefined
  const object = node.parent
  const holder = object?.parent
  if (!object || !holder) return undefined
  const key = holder.type === 'pair' ? textOf(source, holder.childForFieldName('key') ?? holder) : ''
  const call = enclosing(node, source.dialect.calls)
  const callee = call === null ? '' : textOf(source, call).split('(')[0]!.slice(-60)
  const isOfCookie =
    /cookie/i.test(key) ||
    (object.parent?.type === 'arguments' && /cookie|session/i.test(callee)) ||
    (holder.type === 'variable_declarator' && /cookie/i.test(textOf(source, holder).slice(0, 60))) ||
    propertyOf(source, object, 'sameSite') !== undefined
  if (!isOfCookie) return undefined
  return {
    note: name === 'secure' ? 'it is sent without encryption too' : 'scripts of the page can read it',
  }
}

/** A session whose cookie was not thought of: `Secure` is off where nothing is said. */
function judgeSession({ source, node, name, path, args }: Site): CodeVerdict | undefined {
  const options = args[0]?.value
  if (options === undefined || !/^(?:session|cookieSession)$/.test(name)) return undefined
  if (!/^(?:express-session|cookie-session|session|cookieSession)$/.test(path)) return undefined
  const object = followName(source, options)
  if (object.type !== 'object' || !/express-session|cookie-session/.test(source.text)) return undefined
  const cookie = path.startsWith('cookie') ? object : propertyOf(source, object, 'cookie')
  const said = cookie === undefined ? undefined : followName(source, cookie)
  if (said !== undefined && said.type !== 'object') return undefined
  if (/\.{3}/.test(textOf(source, object))) return undefined
  const isSaid = said !== undefined && propertyOf(source, said, 'secure') !== undefined
  return isSaid || optionOf(source, node, 'cookie')?.type === 'identifier'
    ? undefined
    : { confidence: 'medium', note: '`secure` is not set' }
}
