import type { CodeRule } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'

export const codeInjection: CodeRule = taintRule(
  'java',
  'code-injection',
  'https://owasp.org/www-community/vulnerabilities/Expression_Language_Injection',
  {
    kind: 'code',
    literals: [
      'ScriptEngine',
      'ExpressionParser',
      'SpelExpression',
      'parseExpression',
      'Groovy',
      'Ognl',
      'MVEL',
      'ELProcessor',
      'ExpressionFactory',
      'createValueExpression',
      'JexlEngine',
      'forName',
      'Interpreter',
    ],
    sinks: [
      {
        calls: ['eval'],
        path: /(?:engine|script\w*|getEngineByName\(\)|interpreter|elProcessor|processor|se|ELProcessor\(\)|Interpreter\(\))\.eval$/i,
        unknown: 'medium',
      },
      { calls: ['parseExpression', 'parseRaw'], path: /\.(?:parseExpression|parseRaw)$/, unknown: 'medium' },
      {
        calls: ['evaluate', 'parse', 'parseClass', 'run'],
        path: /(?:groovy\w*|shell|GroovyShell\(\)|GroovyClassLoader\(\)|loader)\.\w+$/i,
        unknown: 'medium',
        when: ({ source }) => /[gG]roovy/.test(source.text),
      },
      {
        calls: ['getValue', 'setValue', 'parseExpression', 'findValue'],
        path: /(?:^|\.)Ognl\.\w+$/,
        unknown: 'medium',
      },
      {
        calls: ['eval', 'executeExpression', 'compileExpression'],
        path: /(?:^|\.)(?:MVEL|TemplateRuntime)\.\w+$/,
        unknown: 'medium',
      },
      {
        calls: ['createValueExpression', 'createMethodExpression'],
        takes: [0, 1],
        path: /\./,
        unknown: 'medium',
      },
      { calls: ['createExpression', 'createScript', 'createTemplate'], path: /jexl|jxlt/i },
      { calls: ['getProperty', 'setProperty'], path: /jexl\w*\.\w+$/i, takes: [1] },
      { calls: ['forName'], path: /^(?:java\.lang\.)?Class\.forName$/ },
    ],
    matches: [
      `class A { void run(HttpServletRequest request) throws Exception {
  ScriptEngine engine = new ScriptEngineManager().getEngineByName("js");
  engine.eval(request.getParameter("code")); // here
} }`,
      `class A { Object run(String text) { return new SpelExpressionParser().parseExpression(text).getValue(); } }`,
    ],
    misses: [
      `class A { void run() throws Exception { ScriptEngine engine = null; engine.eval("1 + 1"); } }`,
      `class A { Object run() { return new SpelExpressionParser().parseExpression("1 + 1").getValue(); } }`,
    ],
  },
)
