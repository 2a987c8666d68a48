import { textOf } from '../../../syntax/source.ts'
import { constantText, followName, isTrue, optionOf } from '../../../syntax/values.ts'
import { traceOf } from '../../../syntax/taint/trace.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

export const cors: CodeRule = {
  ...papersFor('javascript', 'cors', 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS', 'read'),
  query: {
    literals: ['cors', 'Access-Control-Allow-Origin', 'access-control-allow-origin'],
    calls: ['cors', 'setHeader', 'header', 'set', 'append', 'enableCors', 'writeHead'],
    settings: ['Access-Control-Allow-Origin', 'access-control-allow-origin'],
  },
  judge: judgeOrigin,
  matches: [
    `app.use(cors({ origin: true, credentials: true })) // here`,
    `app.use(cors())`,
    `app.get('/', (req, res) => { res.setHeader('Access-Control-Allow-Origin', req.headers.origin) })`,
    `app.use((req, res) => res.header('Access-Control-Allow-Origin', '*'))`,
  ],
  misses: [
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
  if (how === 'setting') return value === null ? undefined : judgeHeader({ source, value })
  if (name === 'cors' || name === 'enableCors') {
    const origin = optionOf(source, node, 'origin')
    const withCredentials = isTrue(source, optionOf(source, node, 'credentials'))
    if (origin === undefined) return args.length === 0 && name === 'cors' ? openToAll : undefined
    if (traceOf(source, origin, 'redirect').trust === 'untrusted')
      return { confidence: withCredentials ? 'high' : 'medium', note: 'the site that asks decides' }
    if (constantText(source, origin) === 'null')
      return { confidence: 'high', note: '`null` is the origin of any page in a sandbox' }
    // Browsers give no credentials where the answer says `*`.
    if (constantText(source, origin) === '*') return openToAll
    const isAny = isTrue(source, origin) || reflects(textOf(source, followName(source, origin)))
    return isAny && withCredentials
      ? { confidence: 'high', note: 'any site may, with credentials' }
      : undefined
  }
  const [key, given] = args
  if (key === undefined || given === undefined) return undefined
  return constantText(source, key.value)?.toLowerCase() === 'access-control-allow-origin'
    ? judgeHeader({ source, value: given.value })
    : undefined
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
