import type { CodeRule } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'

export const xpathInjection: CodeRule = taintRule(
  'javascript',
  'xpath-injection',
  'https://owasp.org/www-community/attacks/XPATH_Injection',
  {
    kind: 'data',
    literals: ['xpath', 'libxmljs', 'document.evaluate'],
    sinks: [
      {
        calls: ['parse', 'select', 'select1', 'useNamespaces', 'evaluate'],
        path: /^(?:xpath\.(?:parse|select1?|evaluate)|(?:window\.)?document\.evaluate)$/,
        local: 'nothing',
      },
      {
        calls: ['find', 'get'],
        path: /(?:^|\.)(?:doc|document|xml\w*|root|node)(?:\(\))?\.(?:find|get)$/i,
        local: 'nothing',
        when: ({ source }, _value, { prefix }) => source.text.includes('libxmljs') && /^\.?\//.test(prefix),
      },
    ],
    matches: [
      `const xpath = require('xpath')
       app.get('/', (req, res) => {
         const query = xpath.parse("//user[name='" + req.query.name + "']/home") // here
       })`,
    ],
    misses: [
      `const xpath = require('xpath')
       xpath.parse('//user[name=$name]/home')`,
      `const xpath = require('xpath')
       const data = JSON.parse(req.body.text)`,
    ],
  },
)
