import { textOf } from '../../../syntax/source.ts'
import { constantText } from '../../../syntax/values.ts'
import type { CodeRule } from '../code-rule.ts'
import { isOpenHost } from '../python/ssrf.ts'
import { taintRule } from '../taint-rule.ts'

export const openRedirect: CodeRule = taintRule(
  'java',
  'open-redirect',
  {
    url: 'https://cheatsheetseries.owasp.org/cheatsheets/Unvalidated_Redirects_and_Forwards_Cheat_Sheet.html',
    checked: 'read',
  },
  {
    kind: 'redirect',
    literals: ['sendRedirect', 'redirect:', 'RedirectView', '"Location"', 'ModelAndView'],
    sinks: [
      {
        calls: ['sendRedirect', 'RedirectView', 'seeOther', 'temporaryRedirect'],
        path: /\.(?:sendRedirect|seeOther|temporaryRedirect)$|(?:^|\.)RedirectView$/,
        local: 'nothing',
        when: (_site, _value, trace) => isOpenHost(trace),
      },
      {
        calls: ['ModelAndView', 'setViewName'],
        path: /(?:^|\.)(?:ModelAndView|setViewName)$/,
        local: 'nothing',
        when: (_site, _value, { prefix }) => /^redirect:(?!\/(?!\/))/.test(prefix),
      },
      {
        calls: ['setHeader', 'addHeader'],
        path: /\./,
        takes: [1],
        local: 'nothing',
        when: ({ source, args }, value, trace) =>
          isOpenHost(trace) &&
          constantText(source, args[0]!.value)?.toLowerCase() === 'location' &&
          textOf(source, value) !== '',
      },
    ],
    matches: [
      `class A { void go(HttpServletRequest request, HttpServletResponse response) throws Exception {
  response.sendRedirect(request.getParameter("next")); // here
} }`,
      `class A { @GetMapping("/go") ModelAndView go(@RequestParam String next) { return new ModelAndView("redirect:" + next); } }`,
    ],
    misses: [
      `class A { void go(HttpServletResponse response) throws Exception { response.sendRedirect("/home"); } }`,
      `class A { void go(HttpServletRequest request, HttpServletResponse response) throws Exception { response.sendRedirect("/search?q=" + request.getParameter("q")); } }`,
    ],
  },
)
