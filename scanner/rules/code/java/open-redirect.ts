import { textOf } from '../../../syntax/source.ts'
import { constantText } from '../../../syntax/values.ts'
import { traceOf } from '../../../syntax/taint/trace.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { isOpenHost } from '../python/ssrf.ts'
import { mappedMethod, mappings } from './mapped-returns.ts'
import { taintRule } from '../taint-rule.ts'

/** Spring: `return "redirect:" + address` */
function judgeView({ source, node, name }: Site): CodeVerdict | undefined {
  const method = mappings.some((one) => one === name) ? mappedMethod(source, node) : undefined
  if (method === undefined || method.isAnswer) return undefined
  for (const value of method.returned) {
    const { trust, from, prefix, isGuessed } = traceOf(source, value, 'redirect')
    if (trust !== 'untrusted' || !/^redirect:\/{0,2}$/.test(prefix) || prefix === 'redirect:/') continue
    return {
      at: value,
      ...(isGuessed && { severity: 'low' as const, confidence: 'low' as const }),
      note: `a value from ${from ?? 'outside'} reaches it`,
    }
  }
  return undefined
}

export const openRedirect: CodeRule = taintRule(
  'java',
  'open-redirect',
  {
    url: 'https://cheatsheetseries.owasp.org/cheatsheets/Unvalidated_Redirects_and_Forwards_Cheat_Sheet.html',
    checked: 'read',
  },
  {
    kind: 'redirect',
    calls: mappings,
    others: judgeView,
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
      `@Controller class A { @GetMapping("/go") String go(@RequestParam String next) {
  return "redirect:" + next; // here
} }`,
      `class A { void go(HttpServletRequest request, HttpServletResponse response) throws Exception {
  response.sendRedirect(request.getParameter("next")); // here
} }`,
      `class A { @GetMapping("/go") ModelAndView go(@RequestParam String next) { return new ModelAndView("redirect:" + next); } }`,
    ],
    misses: [
      `@Controller class A { @GetMapping("/go") String go(@RequestParam String id) { return "redirect:/items/" + id; } }`,
      `@Controller class A { @PostMapping("/go") String go(@RequestParam int id) { return "redirect:" + id; } }`,
      `class A { void go(HttpServletResponse response) throws Exception { response.sendRedirect("/home"); } }`,
      `class A { void go(HttpServletRequest request, HttpServletResponse response) throws Exception { response.sendRedirect("/search?q=" + request.getParameter("q")); } }`,
    ],
  },
)
