import type { CodeRule } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'

export const ldapInjection: CodeRule = taintRule(
  'go',
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
        // go-ldap: where to begin, then five that limit the search, the filter and the attributes.
        calls: ['NewSearchRequest'],
        path: /ldap[\w./]*\.NewSearchRequest$/,
        takes: [6],
        built: 'low',
        unseen: 'nothing',
        when: (_site, _value, { isBuilt, trust }) => isBuilt || trust === 'untrusted',
      },
      {
        calls: ['NewSearchRequest'],
        path: /ldap[\w./]*\.NewSearchRequest$/,
        takes: [0, 7],
        local: 'nothing',
      },
      {
        // jtblin/go-ldap-client puts the name into a filter as it is.
        calls: ['Authenticate', 'GetGroupsOfUser'],
        path: /\./,
        local: 'nothing',
        when: ({ source }) => source.text.includes('go-ldap-client'),
      },
    ],
    matches: [
      `package a
import "github.com/go-ldap/ldap/v3"
func find(r *http.Request) {
	ldap.NewSearchRequest("dc=example,dc=com", ldap.ScopeWholeSubtree, 0, 0, 0, false, "(uid="+r.FormValue("uid")+")", nil, nil) // here
}`,
      `package a
import "github.com/go-ldap/ldap/v3"
func find(name string) { ldap.NewSearchRequest(base, 2, 0, 0, 0, false, fmt.Sprintf("(uid=%s)", name), nil, nil) }`,
    ],
    misses: [
      `package a
import "github.com/go-ldap/ldap/v3"
func find(r *http.Request) {
	name := ldap.EscapeFilter(r.FormValue("uid"))
	ldap.NewSearchRequest("dc=example,dc=com", 2, 0, 0, 0, false, "(uid="+name+")", nil, nil)
}`,
      `package a
import "github.com/go-ldap/ldap/v3"
func find(base string) { ldap.NewSearchRequest(base, 2, 0, 0, 0, false, "(objectClass=person)", nil, nil) }`,
    ],
  },
)
