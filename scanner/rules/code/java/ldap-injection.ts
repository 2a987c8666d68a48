import { textOf } from '../../../syntax/source.ts'
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
      {
        // UnboundID, Spring LDAP and Apache's API read a filter from a text.
        calls: [
          'create',
          'filter',
          'HardcodedFilter',
          'setFilter',
          'createNOTFilter',
          'searchForEntry',
          'authenticate',
          'findOne',
          'searchForContext',
        ],
        path: /(?:^|\.)(?:Filter\.create|(?:query|LdapQueryBuilder\.query)\(\)\.filter|HardcodedFilter|setFilter|searchForEntry|authenticate|findOne|searchForContext)$/,
        takes: 'all',
        built: 'low',
        unseen: 'nothing',
        when: ({ source, path }, value, { isBuilt, trust, prefix }) =>
          /ldap/i.test(source.text) &&
          (isBuilt || trust === 'untrusted') &&
          (/filter/i.test(path) ||
            /^\s*\([&|!(]*\w+[~<>]?=/.test(prefix) ||
            /"\([&|!(]*\w+=/.test(textOf(source, value))),
      },
    ],
    matches: [
      `class A { void find(HttpServletRequest request, DirContext context) throws Exception {
  context.search("ou=people", "(uid=" + request.getParameter("uid") + ")", controls); // here
} }`,
      `import com.unboundid.ldap.sdk.Filter;
class A { Filter find(HttpServletRequest request) throws Exception { return Filter.create("(uid=" + request.getParameter("uid") + ")"); } }`,
    ],
    misses: [
      `class A { void find(DirContext context) throws Exception { context.search("ou=people", "(uid=a)", controls); } }`,
      `class A { void find(HttpServletRequest request, DirContext context) throws Exception { context.search("ou=people", "(uid={0})", new Object[] {request.getParameter("uid")}, controls); } }`,
    ],
  },
)
