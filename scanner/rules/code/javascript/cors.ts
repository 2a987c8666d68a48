import type { Node } from 'web-tree-sitter'
import { type Source, textOf } from '../../../syntax/source.ts'
import { constantText, followName, isTrue, optionOf, propertyOf } from '../../../syntax/values.ts'
import { traceOf } from '../../../syntax/taint/trace.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

export const cors: CodeRule = {
  ...papersFor('javascript', 'cors', 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS', 'read'),
  query: {
    literals: ['cors', 'Access-Control-Allow-Origin', 'access-control-allow-origin'],
    calls: ['cors', 'setHeader', 'header', 'set', 'append', 'enableCors', 'writeHead'],
    settings: ['Access-Control-Allow-Origin', 'access-control-allow-origin', 'cors'],
  },
  judge: judgeOrigin,
  matches: [
    `new ApolloServer({ typeDefs, cors: { origin: true, credentials: true } }) // here`,
    `app.use(cors({ origin: /\\.example.com$/, credentials: true }))`,
    `app.use(cors({ origin: ['https://example.com', /example\\.com/], credentials: true }))`,
    `app.use(cors({ origin: true, credentials: true })) // here`,
    `app.use(cors())`,
    `app.get('/', (req, res) => { res.setHeader('Access-Control-Allow-Origin', req.headers.origin) })`,
    `app.use((req, res) => res.header('Access-Control-Allow-Origin', '*'))`,
  ],
  misses: [
    `app.use(cors({ origin: /^https:\\/\\/\\w+\\.example\\.com$/, credentials: true }))`,
    `const features = { cors: { enabled: true } }`,
    `app.use(cors({ origin: 'https://example.com', credentials: true }))`,
    `app.use(cors({ origin: allowed }))`,
    `app.use((req, res) => res.header('Access-Control-Allow-Origin', 'https://example.com'))`,
    `app.get('/', (req, res) => {
       if (allowed.includes(req.headers.origin)) res.setHeader('Access-Control-Allow-Origin', req.headers.origin)
     })`,
  ],
}

const openToAll: CodeVerdict = {
  severity: 'low',
  confidence: 'medium',
  note: 'any site may, without credentials',
}

function judgeOrigin({ source, how, node, name, args, value }: Site): CodeVerdict | undefined {
  if (how === 'setting') {
    if (value === null) return undefined
    return name === 'cors' ? judgeSettings(source, value) : judgeHeader({ source, value })
  }
  if (name === 'cors' || name === 'enableCors') {
    const origin = optionOf(source, node, 'origin')
    if (origin === undefined) {
      const isDefault = args.length === 0 || textOf(source, args[0]!.value) === '{}'
      return isDefault && name === 'cors' ? openToAll : undefined
    }
    return judgeAllowed(source, origin, isTrue(source, optionOf(source, node, 'credentials')))
  }
  const [key, given] = args
  if (key === undefined || given === undefined) return undefined
  return constantText(source, key.value)?.toLowerCase() === 'access-control-allow-origin'
    ? judgeHeader({ source, value: given.value })
    : undefined
}

/** `cors: { origin: … }` of a server that hands it to the same package, such as Apollo's and Socket.IO's. */
function judgeSettings(source: Source, value: Node): CodeVerdict | undefined {
  const settings = followName(source, value)
  if (settings.type !== 'object') return undefined
  const origin = propertyOf(source, settings, 'origin')
  if (origin === undefined) return undefined
  const withCredentials = isTrue(source, propertyOf(source, settings, 'credentials'))
  return judgeAllowed(source, origin, withCredentials) ?? (isTrue(source, origin) ? openToAll : undefined)
}

function judgeAllowed(source: Source, origin: Node, withCredentials: boolean): CodeVerdict | undefined {
  if (traceOf(source, origin, 'redirect').trust === 'untrusted')
    return { confidence: withCredentials ? 'high' : 'medium', note: 'the site that asks decides' }
  if (constantText(source, origin) === 'null')
    return { confidence: 'high', note: '`null` is the origin of any page in a sandbox' }
  // Browsers give no credentials where the answer says `*`.
  if (constantText(source, origin) === '*') return openToAll
  const allowed = followName(source, origin)
  const isAny = isTrue(source, origin) || reflects(textOf(source, allowed))
  if (isAny)
    return withCredentials ? { confidence: 'high', note: 'any site may, with credentials' } : undefined
  const patterns = allowed.type === 'array' ? allowed.namedChildren : [allowed]
  return patterns.some((one) => one?.type === 'regex' && isLoose(textOf(source, one)))
    ? {
        severity: withCredentials ? 'medium' : 'low',
        confidence: 'medium',
        note: 'the pattern takes names of other sites too',
      }
    : undefined
}

/** A pattern without an end, or in which the dot before a last part of a name is any character: `/example.com$/`. */
const isLoose = (pattern: string): boolean => {
  const inner = /^\/(?<inner>.*)\/[a-z]*$/s.exec(pattern)?.groups?.['inner'] ?? ''
  return (
    /\w\\?\.[a-z]{2,}/.test(inner) && (!/\$\)?$/.test(inner) || /[\w)](?<!\\)\.[a-z]{2,}\)?\$?$/.test(inner))
  )
}

/** `(origin, callback) => callback(null, true)` */
const reflects = (text: string): boolean =>
  /=>\s*\{?\s*(?:return\s+)?\w+\(null,\s*(?:true|origin)\)/.test(text)

function judgeHeader({
  source,
  value,
}: Pick<Site, 'source'> & { readonly value: NonNullable<Site['value']> }): CodeVerdict | undefined {
  if (constantText(source, value) === '*') return openToAll
  const { trust } = traceOf(source, value, 'redirect')
  if (trust !== 'untrusted') return undefined
  const note = 'the site that asks decides'
  return /allow-credentials/i.test(source.text)
    ? { confidence: 'high', note }
    : { confidence: 'medium', severity: 'low', note }
}
