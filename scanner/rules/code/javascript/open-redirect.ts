import type { Trace } from '../../../syntax/taint/trust.ts'
import { textOf } from '../../../syntax/source.ts'
import type { CodeRule, Site } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'
import { isOpenHost } from './ssrf.ts'

/** `'/' + x` is `//example.com` where `x` begins with a slash. */
const isOpen = (trace: Trace): boolean =>
  (isOpenHost(trace) && !/^[?#]/.test(trace.prefix)) || (trace.prefix === '/' && trace.trust === 'untrusted')

/** What is set to its own address stays where it is, unless another one is taken out of it. */
const staysHere = (text: string): boolean =>
  /location\.(?:href|pathname)/.test(text) && !/\.(?:exec|match)\(|\bsplit\([^)]*\)\s*\[\s*[1-9]/.test(text)

/** `{ Location: x }` of an answer's headers. */
const isHeader = ({ source, node }: Site): boolean =>
  /writeHead|headers|setHeader|redirect/.test(
    textOf(source, node.parent?.parent?.parent ?? node).slice(0, 200),
  )

export const openRedirect: CodeRule = taintRule(
  'javascript',
  'open-redirect',
  {
    url: 'https://cheatsheetseries.owasp.org/cheatsheets/Unvalidated_Redirects_and_Forwards_Cheat_Sheet.html',
    checked: 'read',
  },
  {
    kind: 'redirect',
    literals: ['redirect', 'ocation', 'openExternal'],
    sinks: [
      {
        calls: ['redirect', 'permanentRedirect'],
        path: /^(?:this\.)?(?:res|response|reply|ctx|context|h|c|NextResponse|Response|_res)(?:\.\w+\(\))*\.redirect$|^(?:redirect|permanentRedirect|next\/navigation\.\w+|next\/server\.NextResponse\.redirect)$/,
        takes: [-1],
        local: 'nothing',
        when: (_site, _value, trace) => isOpen(trace),
      },
      {
        // Electron hands it to whatever program opens such addresses.
        calls: ['openExternal'],
        path: /(?:^|\.)shell\.openExternal$/,
        local: 'nothing',
        when: (_site, _value, trace) => isOpen(trace),
      },
      {
        calls: ['location'],
        path: /^(?:res|response)(?:\.\w+\(\))*\.location$/,
        local: 'nothing',
        when: (_site, _value, trace) => isOpen(trace),
      },
      {
        calls: ['assign', 'replace'],
        path: /(?:^|\.)location\.(?:assign|replace)$/,
        local: 'nothing',
        when: ({ source }, value, trace) => isOpen(trace) && !staysHere(textOf(source, value)),
      },
      {
        calls: ['setHeader', 'header', 'set', 'append'],
        path: /^(?:res|response|reply|ctx|c)(?:\.\w+\(\))*\.(?:setHeader|header|set|append)$/,
        takes: [1],
        local: 'nothing',
        when: ({ source, args }, _value, trace) =>
          isOpen(trace) && /^['"`]location['"`]$/i.test(textOf(source, args[0]!.value)),
      },
      {
        settings: ['Location', 'location'],
        local: 'nothing',
        when: (site, value, trace) =>
          isOpen(trace) &&
          (site.node.type === 'pair' ? isHeader(site) : !staysHere(textOf(site.source, value))),
      },
      {
        settings: ['href'],
        local: 'nothing',
        when: ({ source, node }, value, trace) =>
          node.type === 'assignment_expression' &&
          /(?:^|\.)location\.href\b/.test(textOf(source, node).split('=')[0]!) &&
          isOpen(trace) &&
          !staysHere(textOf(source, value)),
      },
      {
        settings: ['href', 'action', 'formAction', 'formaction'],
        untrusted: 'medium',
        local: 'nothing',
        when: ({ source, node }, value, trace) =>
          node.type === 'assignment_expression' &&
          /page|message/.test(trace.from ?? '') &&
          !/location\b/.test(textOf(source, node).split('=')[0]!) &&
          isOpen(trace) &&
          !staysHere(textOf(source, value)),
      },
    ],
    matches: [
      `app.get('/go', (req, res) => {
         const { next } = req.query
         if (next.startsWith('https://example.com')) res.redirect(next) // here
       })`,
      `app.get('/', (req, res) => {
         res.redirect(req.query.next) // here
       })`,
      `const next = new URLSearchParams(location.search).get('next')
       window.location.href = next`,
      `window.location = /to=([^&]*)/.exec(document.location.href)[1]`,
      `const link = document.createElement('a')
       link.href = new URLSearchParams(location.search).get('next')`,
      `app.get('/', (req, res) => { res.writeHead(302, { Location: req.query.to }) })`,
      `router.get('/', (ctx) => ctx.redirect(ctx.query.to))`,
    ],
    misses: [
      `app.get('/go', (req, res) => {
         const { next } = req.query
         if (next.startsWith('https://example.com/')) res.redirect(next)
       })`,
      `app.get('/go', (req, res) => {
         const { next } = req.query
         if (next.startsWith('http')) return res.status(400).end()
         res.redirect(next)
       })`,
      `app.get('/', (req, res) => res.redirect('/login?next=' + req.query.next))`,
      `app.get('/', (req, res) => res.redirect(302, '/home'))`,
      `app.get('/', (req, res) => {
         if (!req.query.next.startsWith('/')) return res.sendStatus(400)
         res.redirect(req.query.next)
       })`,
      `app.get('/', (req, res) => res.redirect('https://example.com/' + req.params.page))`,
      `location.href = '/home'`,
      `location.href = location.href.split('#')[0]`,
      `const link = document.createElement('a')
       link.href = location.href`,
    ],
  },
)
