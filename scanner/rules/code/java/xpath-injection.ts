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
      {
        // Commons JXPath.
        calls: [
          'getValue',
          'setValue',
          'selectNodes',
          'selectSingleNode',
          'iterate',
          'getPointer',
          'removePath',
          'createPath',
        ],
        path: /\.\w+$/,
        local: 'nothing',
        when: ({ source }, _value, { isBuilt, trust }) =>
          source.text.includes('JXPathContext') && (isBuilt || trust === 'untrusted'),
      },
    ],
    matches: [
      `class A { Object find(HttpServletRequest request, Author author) {
  JXPathContext context = JXPathContext.newContext(author);
  return context.getValue("books[@name='" + request.getParameter("name") + "']"); // here
} }`,
      `class A { void find(HttpServletRequest request, XPath xpath) throws Exception {
  xpath.evaluate("//user[@name='" + request.getParameter("name") + "']", document); // here
} }`,
    ],
    misses: [
      `class A { void find(XPath xpath) throws Exception { xpath.evaluate("//user[@name='a']", document); } }`,
    ],
  },
)
