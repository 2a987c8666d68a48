import type { CodeRule } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'

export const ldapInjection: CodeRule = taintRule(
  'java',
  'ldap-injection',
  {
    url: 'https://cheatsheetseries.owasp.org/cheatsheets/LDAP_Injection_Prevention_Cheat_Sheet.html',
    checked: 'read',
  },
  {
    kind: 'query',
    literals: ['DirContext', 'ldap', 'Ldap', 'LDAP'],
    sinks: [
      {
        calls: ['search', 'searchForObject', 'lookup'],
        path: /\.(?:search|searchForObject)$|(?:dir|ldap)\w*\.lookup$/i,
        takes: [0, 1],
        built: 'low',
        unseen: 'nothing',
        when: (_site, _value, { isBuilt, trust }) => isBuilt || trust === 'untrusted',
      },
    ],
    matches: [
      `class A { void find(HttpServletRequest request, DirContext context) throws Exception {
  context.search("ou=people", "(uid=" + request.getParameter("uid") + ")", controls); // here
} }`,
    ],
    misses: [
      `class A { void find(DirContext context) throws Exception { context.search("ou=people", "(uid=a)", controls); } }`,
      `class A { void find(HttpServletRequest request, DirContext context) throws Exception { context.search("ou=people", "(uid={0})", new Object[] {request.getParameter("uid")}, controls); } }`,
    ],
  },
)
