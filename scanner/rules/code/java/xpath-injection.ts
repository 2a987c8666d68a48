import type { CodeRule } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'

export const xpathInjection: CodeRule = taintRule(
  'java',
  'xpath-injection',
  { url: 'https://owasp.org/www-community/attacks/XPATH_Injection', checked: 'read' },
  {
    kind: 'query',
    literals: ['XPath', 'xpath'],
    sinks: [
      {
        calls: [
          'evaluate',
          'compile',
          'evaluateExpression',
          'selectNodes',
          'selectSingleNode',
          'createXPath',
        ],
        path: /(?:xp|xpath|XPath\w*\(\)|newXPath\(\)|document|doc)\w*\.\w+$/i,
        local: 'nothing',
      },
    ],
    matches: [
      `class A { void find(HttpServletRequest request, XPath xpath) throws Exception {
  xpath.evaluate("//user[@name='" + request.getParameter("name") + "']", document); // here
} }`,
    ],
    misses: [
      `class A { void find(XPath xpath) throws Exception { xpath.evaluate("//user[@name='a']", document); } }`,
    ],
  },
)
