import type { Node } from 'web-tree-sitter'
import { enclosing, pathOf, textOf } from '../../../syntax/source.ts'
import { traceOf } from '../../../syntax/taint/trace.ts'
import type { Trace } from '../../../syntax/taint/trust.ts'
import { isFalse } from '../../../syntax/values.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { mappedMethod, mappings } from './mapped-returns.ts'
import { saidBefore } from '../said-before.ts'
import { taintRule } from '../taint-rule.ts'

const typeOfAnswer =
  /(?:setContentType\(|"Content-Type"\s*,|contentType\(|\.type\()\s*(?<type>"[^"]*"|[\w.]+)|produces\s*=\s*\{?\s*(?<made>"[^"]*"|[\w.]+)/gi
const lastTypeIn = (text: string): string | undefined => {
  const last = [...text.matchAll(typeOfAnswer)].at(-1)?.groups
  return last === undefined ? undefined : (last['type'] ?? last['made'] ?? '')
}
const notPages =
  /^"?(?:text\/(?!html)|application\/(?!xhtml)|image\/)|(?:APPLICATION_|TEXT_PLAIN|TEXT_XML|IMAGE_)(?!XHTML)/

const saysOtherType = (site: Site): boolean => notPages.test(saidBefore(site, lastTypeIn) ?? '')

/** Whether an answer of Spring or JAX-RS is a page: it is said so, or the text is one. */
function isPage({ source, node }: Site, value: Node, { prefix }: Trace): boolean {
  const holder = enclosing(node, source.dialect.functions)
  const type = enclosing(node, source.dialect.classes)
  const chain = textOf(source, enclosing(node, returns) ?? node)
  const head = (one: Node | null): string =>
    one === null ? '' : textOf(source, one).slice(0, 600).split('{')[0]!
  // The nearest says it: on the way, at the method, at the class.
  for (const said of [
    lastTypeIn(chain),
    saidBefore({ source, node }, lastTypeIn),
    lastTypeIn(annotations(head(holder))),
    lastTypeIn(annotations(head(type))),
  ])
    if (said !== undefined) return /html/i.test(said)
  return /^\s*<|<\/?\w+[\s>]/.test(prefix) || /["']\s*<\/?[a-z]|<[a-z][^"]*>/i.test(textOf(source, value))
}

const returns: ReadonlySet<string> = new Set(['return_statement'])
const annotations = (text: string): string => text.replace(/@Produces\(\s*\{?/, 'produces = ')

/** What turns escaping off in JMustache and FreeMarker for every template. */
function judgeEngine({ source, name, path, args }: Site): CodeVerdict | undefined {
  const given = args[0]?.value ?? null
  const turnsOff =
    name === 'escapeHTML'
      ? /\bMustache\b/.test(path) && isFalse(source, given)
      : name === 'withEscaper'
        ? /^(?:com\.samskivert\.mustache\.)?Escapers\.(?:NONE|simple\(\))$/.test(pathOf(source, given))
        : name === 'setAutoEscapingPolicy' &&
          /^(?:(?:freemarker\.template\.)?Configuration\.)?DISABLE_AUTO_ESCAPING_POLICY$/.test(
            pathOf(source, given),
          )
  return turnsOff
    ? { severity: 'medium', confidence: 'medium', note: 'no value of a template is escaped' }
    : undefined
}

/** What a method of Spring answers requests with as text is a page, where nothing else is said: browsers ask for one first. */
function judgeAnswer({ source, node, name }: Site): CodeVerdict | undefined {
  if (!mappings.some((one) => one === name)) return undefined
  const method = mappedMethod(source, node)
  if (method?.isAnswer !== true || /produces|MediaType/.test(method.head)) return undefined
  for (const value of method.returned) {
    const { trust, from, isBuilt, isGuessed, prefix } = traceOf(source, value, 'html')
    if (trust !== 'untrusted' || isGuessed) continue
    const isHtml =
      isBuilt &&
      (/^\s*<|<\/?\w+[\s>]/.test(prefix) || /["']\s*<\/?[a-z]|<[a-z][^"]*>/i.test(textOf(source, value)))
    return {
      at: value,
      ...(!isHtml && { severity: 'medium' as const, confidence: 'medium' as const }),
      note: `a value from ${from ?? 'outside'} becomes part of the page`,
    }
  }
  return undefined
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
    literals: [
      'getWriter',
      'getOutputStream',
      'PrintWriter',
      'ResponseEntity',
      'Response.',
      '@Produces',
      'escapeHTML',
      'withEscaper',
      'AUTO_ESCAPING_POLICY',
      'newFixedLengthResponse',
      'ResponseBody',
      'RestController',
    ],
    calls: ['escapeHTML', 'withEscaper', 'setAutoEscapingPolicy', ...mappings],
    others: (site) => judgeEngine(site) ?? judgeAnswer(site),
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
      {
        // NanoHTTPD answers with pages unless another type comes first.
        calls: ['newFixedLengthResponse'],
        local: 'nothing',
        when: ({ args }) => args.length === 1,
      },
      {
        calls: ['ok', 'body', 'entity', 'ResponseEntity'],
        path: /(?:^|\.)(?:ResponseEntity(?:\.\w+\(\))*\.(?:ok|body)|Response(?:\.\w+\(\))*\.(?:ok|entity)|ResponseEntity)$|(?:builder|response)\w*(?:\.\w+\(\))*\.(?:body|entity)$/i,
        local: 'nothing',
        when: (site, value, trace) => trace.trust === 'untrusted' && isPage(site, value, trace),
      },
    ],
    matches: [
      `@RestController class A { @GetMapping("/a") String show(@RequestParam String name) {
  return "<p>" + name + "</p>"; // here
} }`,
      `class A { @ResponseBody @RequestMapping("/a") public String show(@RequestParam("name") String name) { return name; } }`,
      `class A { Template f(String text) { return Mustache.compiler().escapeHTML(false).compile(text); } }`,
      `import com.samskivert.mustache.Escapers;
class A { Template f(String text) { return Mustache.compiler().withEscaper(Escapers.NONE).compile(text); } }`,
      `class A { void f(Configuration config) { config.setAutoEscapingPolicy(Configuration.DISABLE_AUTO_ESCAPING_POLICY); } }`,
      `class A { @GetMapping("/a") ResponseEntity<String> show(@RequestParam String name) { return new ResponseEntity<>("<p>" + name + "</p>", HttpStatus.OK); } }`,
      `class A { @GetMapping("/a") ResponseEntity<String> show(@RequestParam String name) {
  return ResponseEntity.ok("<p>" + name + "</p>"); // here
} }`,
      `class A { @GET @Produces("text/html") Response show(@QueryParam("name") String name) { return Response.ok(name).build(); } }`,
      `class A { void show(HttpServletRequest request, HttpServletResponse response) throws Exception {
  response.getWriter().println("<p>" + request.getParameter("name") + "</p>"); // here
} }`,
      `class A { void show(HttpServletRequest request, HttpServletResponse response) throws Exception { PrintWriter out = response.getWriter(); String name = request.getHeader("name"); out.write(name); } }`,
    ],
    misses: [
      `@RestController class A { @GetMapping(value = "/a", produces = "text/plain") String show(@RequestParam String name) { return name; } }`,
      `@Controller class A { @GetMapping("/a") String show(@RequestParam String view) { return view; } } // ResponseBody`,
      `@RestController class A { @GetMapping("/a") String show(@RequestParam String name) { return users.find(name).getTitle(); } }`,
      `class A { void f(Configuration config) { config.setAutoEscapingPolicy(Configuration.ENABLE_IF_DEFAULT_AUTO_ESCAPING_POLICY); Mustache.compiler().escapeHTML(true); } }`,
      `class A { @GetMapping("/a") ResponseEntity<User> show(@RequestParam String name) { return ResponseEntity.ok(users.find(name)); } }`,
      `class A { @GetMapping(value = "/a", produces = "application/json") ResponseEntity<String> show(@RequestParam String name) { return ResponseEntity.ok("<p>" + name + "</p>"); } }`,
      `class A { void show(HttpServletRequest request, HttpServletResponse response) throws Exception { response.getWriter().println("<p>a</p>"); } }`,
      `class A { void show(HttpServletRequest request, HttpServletResponse response) throws Exception { response.getWriter().println(Encode.forHtml(request.getParameter("name"))); } }`,
      `class A { void show(HttpServletRequest request, HttpServletResponse response) throws Exception { response.setContentType("text/plain"); response.getWriter().println(request.getParameter("name")); } }`,
    ],
  },
)
