import { enclosing, textOf } from '../../../syntax/source.ts'
import type { CodeRule, Site } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'

const saysOtherType = ({ source, node }: Site): boolean => {
  const around = enclosing(node, source.dialect.functions)
  const text = around === null ? '' : textOf(source, around).slice(0, 8000)
  return /setContentType\(\s*"(?:text\/plain|application\/|image\/|text\/csv)|APPLICATION_JSON/.test(text)
}

export const xss: CodeRule = taintRule(
  'java',
  'xss',
  {
    url: 'https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html',
    checked: 'read',
  },
  {
    kind: 'html',
    literals: ['getWriter', 'getOutputStream', 'PrintWriter', 'ResponseEntity'],
    sinks: [
      {
        calls: ['write', 'print', 'println', 'format', 'printf', 'append'],
        path: /(?:getWriter\(\)|getOutputStream\(\)|\b(?:out|writer|pw|w|printWriter|responseWriter))\.\w+$/,
        takes: 'all',
        local: 'nothing',
        when: (site) =>
          !/System\.(?:out|err)/.test(site.path) &&
          /HttpServlet|ServletResponse|getWriter/.test(site.source.text) &&
          !saysOtherType(site),
      },
    ],
    matches: [
      `class A { void show(HttpServletRequest request, HttpServletResponse response) throws Exception {
  response.getWriter().println("<p>" + request.getParameter("name") + "</p>"); // here
} }`,
      `class A { void show(HttpServletRequest request, HttpServletResponse response) throws Exception { PrintWriter out = response.getWriter(); String name = request.getHeader("name"); out.write(name); } }`,
    ],
    misses: [
      `class A { void show(HttpServletRequest request, HttpServletResponse response) throws Exception { response.getWriter().println("<p>a</p>"); } }`,
      `class A { void show(HttpServletRequest request, HttpServletResponse response) throws Exception { response.getWriter().println(Encode.forHtml(request.getParameter("name"))); } }`,
      `class A { void show(HttpServletRequest request, HttpServletResponse response) throws Exception { response.setContentType("text/plain"); response.getWriter().println(request.getParameter("name")); } }`,
    ],
  },
)
