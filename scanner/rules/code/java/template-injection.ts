import type { CodeRule } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'

export const templateInjection: CodeRule = taintRule(
  'java',
  'template-injection',
  'https://owasp.org/www-project-web-security-testing-guide/stable/4-Web_Application_Security_Testing/07-Input_Validation_Testing/18-Testing_for_Server-side_Template_Injection',
  {
    kind: 'template',
    literals: ['Velocity', 'freemarker', 'Template', 'Pebble', 'Thymeleaf', 'TemplateEngine'],
    sinks: [
      { calls: ['evaluate'], path: /(?:Velocity|velocity\w*|VelocityEngine\(\))\.evaluate$/, takes: [3] },
      { calls: ['Template'], path: /^(?:freemarker\.template\.)?Template$/, takes: [1] },
      {
        calls: ['process', 'getLiteralTemplate'],
        path: /(?:templateEngine|engine|Engine\(\))\.(?:process|getLiteralTemplate)$/,
      },
      { calls: ['render', 'renderForResult'], path: /jinjava\w*\.\w+$/i },
      { calls: ['putTemplate'], takes: [1], path: /\./ },
    ],
    matches: [
      `class A { void show(HttpServletRequest request) {
  Velocity.evaluate(context, writer, "a", "Hello " + request.getParameter("name")); // here
} }`,
    ],
    misses: [
      `class A { void show(HttpServletRequest request) { context.put("name", request.getParameter("name")); Velocity.evaluate(context, writer, "a", "Hello $name"); } }`,
    ],
  },
)
