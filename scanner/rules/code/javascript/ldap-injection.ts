import type { CodeRule } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'

export const ldapInjection: CodeRule = taintRule(
  'javascript',
  'ldap-injection',
  'https://cheatsheetseries.owasp.org/cheatsheets/LDAP_Injection_Prevention_Cheat_Sheet.html',
  {
    kind: 'data',
    literals: ['ldapjs', 'ldapts', 'activedirectory', 'passport-ldapauth', 'ldap-authentication'],
    sinks: [
      {
        calls: ['search', 'searchAsync', 'findUser', 'findUsers', 'findGroup', 'find'],
        path: /\.\w+$/,
        takes: [0, 1, 'filter'],
        local: 'nothing',
        when: (_site, value, { isBuilt }) => isBuilt && value.type !== 'object',
      },
      { calls: ['parseDN', 'parseFilter'], path: /(?:^|\.)parse(?:DN|Filter)$/, local: 'nothing' },
    ],
    matches: [
      `const ldap = require('ldapjs')
       app.get('/', (req, res) => {
         client.search('o=example', { filter: \`(uid=\${req.query.name})\` }, done) // here
       })`,
    ],
    misses: [
      `const ldap = require('ldapjs')
       client.search('o=example', { filter: '(uid=a)' }, done)`,
      `const ldap = require('ldapjs')
       app.get('/', (req, res) => client.search('o=example', { filter: \`(uid=\${escapeFilter(req.query.name)})\` }, done))`,
      `const ldap = require('ldapjs')
       app.get('/', (req, res) => client.search('o=example', { filter: new ldap.EqualityFilter({ attribute: 'uid', value: req.query.name }) }, done))`,
    ],
  },
)
