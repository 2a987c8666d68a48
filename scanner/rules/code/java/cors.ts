import { constantText } from '../../../syntax/values.ts'
import { textOf } from '../../../syntax/source.ts'
import { traceOf } from '../../../syntax/taint/trace.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

/** How Spring is told who may ask. */
const openings = [
  'allowedOrigins',
  'allowedOriginPatterns',
  'addAllowedOrigin',
  'addAllowedOriginPattern',
  'setAllowedOrigins',
  'setAllowedOriginPatterns',
  'applyPermitDefaultValues',
]

export const cors: CodeRule = {
  ...papersFor(
    'java',
    'cors',
    'https://docs.spring.io/spring-framework/docs/current/javadoc-api/org/springframework/web/cors/CorsConfiguration.html',
    'read',
  ),
  query: {
    literals: [
      'Access-Control-Allow-Origin',
      'llowCredentials',
      'ACCESS_CONTROL_ALLOW_ORIGIN',
      'CrossOrigin',
      'llowedOrigin',
      'applyPermitDefaultValues',
    ],
    calls: [
      'setHeader',
      'addHeader',
      'header',
      'allowCredentials',
      'setAllowCredentials',
      'CrossOrigin',
      ...openings,
    ],
  },
  judge: judgeOrigin,
  matches: [
    `class A { void answer(HttpServletRequest request, HttpServletResponse response) {
  response.setHeader("Access-Control-Allow-Origin", request.getHeader("Origin")); // here
} }`,
    `class A { void set(CorsRegistry registry) { registry.addMapping("/**").allowedOriginPatterns("*").allowCredentials(true); } }`,
    `class A {
  @CrossOrigin // here
  @GetMapping("/a") String show() { return "a"; }
}`,
    `@CrossOrigin(origins = {"https://example.com", "*"}) class A {}`,
    `class A { void set(CorsConfiguration settings) { settings.addAllowedOrigin("*"); } }`,
    `class A { void set(CorsRegistry registry) { registry.addMapping("/**").allowedOrigins("*"); } }`,
  ],
  misses: [
    `@CrossOrigin(origins = "https://example.com", maxAge = 60) class A {}`,
    `class A { void set(CorsConfiguration settings) { settings.setAllowedOrigins(List.of("https://example.com")); } }`,
    `class A { void answer(HttpServletResponse response) { response.setHeader("Access-Control-Allow-Origin", "https://example.com"); } }`,
    `class A { void set(CorsRegistry registry) { registry.addMapping("/**").allowedOrigins("https://example.com").allowCredentials(true); } }`,
  ],
}

const openToAll: CodeVerdict = {
  severity: 'low',
  confidence: 'medium',
  note: 'any site may, without credentials',
}

/** Without names of origins every one may. */
function judgeAnnotation(written: string, stars: RegExp | undefined): CodeVerdict | undefined {
  const given = /\((?<given>[\s\S]*)\)/.exec(written)?.groups?.['given'] ?? ''
  const named = /\b(?:origins|originPatterns|value)\s*=\s*(?<origins>\{[^}]*\}|[^,]+)/.exec(given)?.groups?.[
    'origins'
  ]
  const origins = named ?? (/^\s*\w+\s*=/.test(given) ? '' : given)
  const isAny = origins.trim() === '' || /"\*"/.test(origins) || stars?.test(origins) === true
  if (!isAny) return undefined
  return /allowCredentials\s*=\s*"true"/.test(given)
    ? { note: 'any site may, with credentials, up to Spring 5.2; newer ones refuse such a setting' }
    : openToAll
}

/** The constants of a file that are a star. */
function constantsOf(text: string): RegExp | undefined {
  const names = [...text.matchAll(/\bString\s+(?<name>\w{1,60})\s*=\s*"\*"/g)].map(
    ({ groups }) => groups!['name'],
  )
  return names.length === 0 ? undefined : new RegExp(String.raw`\b(?:${names.join('|')})\b`)
}

function judgeOrigin({ source, node, name, args }: Site): CodeVerdict | undefined {
  const [key, given] = args
  if (name === 'CrossOrigin') return judgeAnnotation(textOf(source, node), constantsOf(source.text))
  if (openings.includes(name)) {
    const said = textOf(source, node).slice(-1000)
    const own = said.slice(said.lastIndexOf(name))
    const around = source.text.slice(node.endIndex, node.endIndex + 600)
    // With credentials it is reported where those are allowed.
    if (/llowCredentials\(\s*true/.test(around)) return undefined
    return name === 'applyPermitDefaultValues' || /"\*"/.test(own) ? openToAll : undefined
  }
  if (name.endsWith('llowCredentials')) {
    const around = source.text.slice(Math.max(0, node.startIndex - 600), node.endIndex + 600)
    if (key === undefined || textOf(source, key.value) !== 'true') return undefined
    if (/llowedOriginPatterns?\([^)]*"\*"/.test(around))
      return { confidence: 'high', note: 'any site may, with credentials' }
    return /llowedOrigins?\([^)]*"\*"/.test(around)
      ? { note: 'any site may, with credentials, up to Spring 5.2; newer ones refuse such a setting' }
      : undefined
  }
  if (
    key === undefined ||
    given === undefined ||
    !/access-control-allow-origin|ACCESS_CONTROL_ALLOW_ORIGIN/i.test(textOf(source, key.value))
  )
    return undefined
  if (constantText(source, given.value) === '*') return openToAll
  return traceOf(source, given.value, 'redirect').trust === 'untrusted'
    ? { confidence: 'high', note: 'the site that asks decides' }
    : undefined
}
