import type { CodeRule } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'

export const codeInjection: CodeRule = taintRule(
  'java',
  'code-injection',
  { url: 'https://owasp.org/www-community/vulnerabilities/Expression_Language_Injection', checked: 'read' },
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
      'mvel',
      'ognl',
      'MarkupTemplateEngine',
      'velocity',
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
        calls: [
          'eval',
          'evalToString',
          'evalToBoolean',
          'executeExpression',
          'compileExpression',
          'compileSetExpression',
          'compileTemplate',
        ],
        path: /(?:^|\.)(?:MVEL|TemplateRuntime|TemplateCompiler)\.\w+$/,
        unknown: 'medium',
      },
      {
        // MVEL's compilers keep the text that they are made of, and Struts' value stack runs what it is asked for.
        calls: ['ExpressionCompiler', 'CompiledAccExpression', 'TemplateCompiler'],
        unknown: 'medium',
        when: ({ source }) => /\bmvel2?\b/i.test(source.text),
      },
      {
        calls: ['compile', 'compiledScript', 'eval'],
        path: /(?:engine|MvelScriptEngine\(\))\.\w+$/i,
        unknown: 'medium',
        when: ({ source }) => /\bmvel2?\b|ScriptEngine|Compilable/i.test(source.text),
      },
      {
        calls: ['parseExpression', 'compileExpression'],
        path: /(?:^|\.)(?:Ognl|OgnlUtil|ognlUtil)\.\w+$/,
        unknown: 'medium',
      },
      {
        calls: ['createTemplate'],
        path: /\.createTemplate$/,
        when: ({ source }) =>
          /MarkupTemplateEngine|SimpleTemplateEngine|GStringTemplateEngine/.test(source.text),
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
      `import org.mvel2.compiler.ExpressionCompiler;
class A { void run(HttpServletRequest request) {
  ExpressionCompiler compiler = new ExpressionCompiler(request.getParameter("a")); // here
  compiler.compile().getValue(new Object(), factory);
} }`,
      `class A { Object run(HttpServletRequest request) { return TemplateRuntime.execute(TemplateCompiler.compileTemplate(request.getParameter("a"))); } } // mvel`,
      `class A { void run(HttpServletRequest request) throws Exception {
  ScriptEngine engine = new ScriptEngineManager().getEngineByName("js");
  engine.eval(request.getParameter("code")); // here
} }`,
      `class A { Object run(String text) { return new SpelExpressionParser().parseExpression(text).getValue(); } }`,
    ],
    misses: [
      `import org.mvel2.MVEL;
class A { Object run() { return MVEL.executeExpression(MVEL.compileExpression("1 + 1")); } }`,
      `class A { void run() throws Exception { ScriptEngine engine = null; engine.eval("1 + 1"); } }`,
      `class A { Object run() { return new SpelExpressionParser().parseExpression("1 + 1").getValue(); } }`,
    ],
  },
)
