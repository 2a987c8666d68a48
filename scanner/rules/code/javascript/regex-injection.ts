import type { CodeRule } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'

export const regexInjection: CodeRule = taintRule(
  'javascript',
  'regex-injection',
  'https://owasp.org/www-community/attacks/Regular_expression_Denial_of_Service_-_ReDoS',
  {
    kind: 'object',
    literals: ['RegExp('],
    sinks: [
      {
        calls: ['RegExp'],
        path: /^(?:(?:window|globalThis|global)\.)?RegExp$/,
        local: 'nothing',
        // Who gives a page an expression that takes for ever stops nobody but themselves.
        when: (_site, _value, { from = '' }) => !/page|message/.test(from),
      },
    ],
    matches: [
      `app.get('/', (req, res) => {
         const found = names.filter((name) => new RegExp(req.query.search).test(name)) // here
       })`,
      `app.get('/', (req, res) => { const { text } = req.query; return RegExp('^' + text) })`,
    ],
    misses: [
      `new RegExp('^a+$')`,
      `app.get('/', (req, res) => new RegExp(escapeRegExp(req.query.search)))`,
      `function find(text) { return new RegExp(text) }`,
      `const found = names.filter((name) => new RegExp(location.hash.slice(1)).test(name))`,
    ],
  },
)
