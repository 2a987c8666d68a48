import { constantText } from '../../../syntax/values.ts'
import { textOf } from '../../../syntax/source.ts'
import { traceOf } from '../../../syntax/taint/trace.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

export const cors: CodeRule = {
  ...papersFor(
    'java',
    'cors',
    'https://docs.spring.io/spring-framework/docs/current/javadoc-api/org/springframework/web/cors/CorsConfiguration.html',
    'read',
  ),
  query: {
    literals: ['Access-Control-Allow-Origin', 'llowCredentials', 'ACCESS_CONTROL_ALLOW_ORIGIN'],
    calls: ['setHeader', 'addHeader', 'header', 'allowCredentials', 'setAllowCredentials'],
  },
  judge: judgeOrigin,
  matches: [
    `class A { void answer(HttpServletRequest request, HttpServletResponse response) {
  response.setHeader("Access-Control-Allow-Origin", request.getHeader("Origin")); // here
} }`,
    `class A { void set(CorsRegistry registry) { registry.addMapping("/**").allowedOriginPatterns("*").allowCredentials(true); } }`,
  ],
  misses: [
    `class A { void answer(HttpServletResponse response) { response.setHeader("Access-Control-Allow-Origin", "https://example.com"); } }`,
    `class A { void set(CorsRegistry registry) { registry.addMapping("/**").allowedOrigins("https://example.com").allowCredentials(true); } }`,
  ],
}

function judgeOrigin({ source, node, name, args }: Site): CodeVerdict | undefined {
  const [key, given] = args
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
  if (constantText(source, given.value) === '*')
    return { severity: 'low', confidence: 'medium', note: 'any site may, without credentials' }
  return traceOf(source, given.value, 'redirect').trust === 'untrusted'
    ? { confidence: 'high', note: 'the site that asks decides' }
    : undefined
}
