import type { CodeRule } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'

export const trustBoundary: CodeRule = taintRule(
  'java',
  'trust-boundary',
  { url: 'https://codeql.github.com/codeql-query-help/java/java-trust-boundary-violation/', checked: 'read' },
  {
    kind: 'session',
    literals: ['setAttribute', 'putValue'],
    sinks: [
      {
        calls: ['setAttribute', 'putValue'],
        path: /(?:getSession\(\)|\bsession|\w*Session)\.\w+$/,
        takes: [0, 1],
        local: 'nothing',
      },
    ],
    matches: [
      `class A { void keep(HttpServletRequest request) {
  request.getSession().setAttribute("role", request.getParameter("role")); // here
} }`,
    ],
    misses: [
      `class A { void keep(HttpServletRequest request) { request.getSession().setAttribute("role", "guest"); } }`,
      `class A { void keep(HttpServletRequest request) { request.setAttribute("role", request.getParameter("role")); } }`,
    ],
  },
)
