import { textOf } from '../../../syntax/source.ts'
import { constantText, isTrue } from '../../../syntax/values.ts'
import { traceOf } from '../../../syntax/taint/trace.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

export const cors: CodeRule = {
  ...papersFor('go', 'cors', 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS', 'read'),
  query: {
    literals: ['Access-Control-Allow-Origin', 'AllowCredentials', 'AllowAllOrigins'],
    calls: ['Set', 'Add', 'Header'],
    settings: ['AllowCredentials'],
  },
  judge: judgeOrigin,
  matches: [
    `package a
func answer(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Access-Control-Allow-Origin", r.Header.Get("Origin")) // here
}`,
    `package a
var options = cors.Options{AllowedOrigins: []string{"*"}, AllowCredentials: true}`,
  ],
  misses: [
    `package a
func answer(w http.ResponseWriter) { w.Header().Set("Access-Control-Allow-Origin", "https://example.com") }`,
    `package a
var options = cors.Options{AllowedOrigins: []string{"https://example.com"}, AllowCredentials: true}`,
  ],
}

function judgeOrigin({ source, how, node, args, value }: Site): CodeVerdict | undefined {
  if (how === 'setting') {
    const around = textOf(source, node.parent ?? node).slice(0, 2000)
    const isAny = /AllowAllOrigins:\s*true|(?:AllowedOrigins|AllowOrigins):\s*\[\]string\{\s*"\*"/.test(
      around,
    )
    return isTrue(source, value) && isAny
      ? {
          confidence: 'medium',
          note: 'any site may, and with credentials where the library answers with its name',
        }
      : undefined
  }
  const [key, given] = args
  if (
    key === undefined ||
    given === undefined ||
    constantText(source, key.value) !== 'Access-Control-Allow-Origin'
  )
    return undefined
  if (constantText(source, given.value) === '*')
    return { severity: 'low', confidence: 'medium', note: 'any site may, without credentials' }
  return traceOf(source, given.value, 'redirect').trust === 'untrusted'
    ? { confidence: 'high', note: 'the site that asks decides' }
    : undefined
}
