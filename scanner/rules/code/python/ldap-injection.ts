import type { CodeRule } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'

export const ldapInjection: CodeRule = taintRule(
  'python',
  'ldap-injection',
  {
    url: 'https://cheatsheetseries.owasp.org/cheatsheets/LDAP_Injection_Prevention_Cheat_Sheet.html',
    checked: 'read',
  },
  {
    kind: 'query',
    literals: ['ldap'],
    sinks: [
      {
        calls: ['search', 'search_s', 'search_st', 'search_ext', 'search_ext_s'],
        path: /\.search\w*$/,
        takes: [0, 1, 2, 'search_filter', 'filterstr', 'search_base'],
        local: 'nothing',
        when: (_site, _value, { isBuilt, trust }) => isBuilt || trust === 'untrusted',
      },
    ],
    matches: [
      `import ldap
from flask import request
def find():
    return connection.search_s('dc=example', ldap.SCOPE_SUBTREE, '(uid=' + request.args['uid'] + ')')  # here`,
    ],
    misses: [
      `import ldap
connection.search_s('dc=example', ldap.SCOPE_SUBTREE, '(uid=a)')`,
      `import ldap
from ldap.filter import escape_filter_chars
from flask import request
def find():
    return connection.search_s('dc=example', ldap.SCOPE_SUBTREE, '(uid=' + escape_filter_chars(request.args['uid']) + ')')`,
    ],
  },
)
