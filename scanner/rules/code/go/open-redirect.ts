import type { CodeRule } from '../code-rule.ts'
import { constantText } from '../../../syntax/values.ts'
import { taintRule } from '../taint-rule.ts'
import { isOpenHost } from '../python/ssrf.ts'

export const openRedirect: CodeRule = taintRule(
  'go',
  'open-redirect',
  {
    url: 'https://cheatsheetseries.owasp.org/cheatsheets/Unvalidated_Redirects_and_Forwards_Cheat_Sheet.html',
    checked: 'read',
  },
  {
    kind: 'redirect',
    literals: ['Redirect', 'Location'],
    sinks: [
      {
        calls: ['Redirect'],
        path: /^(?:net\/)?http\.Redirect$/,
        takes: [2],
        local: 'nothing',
        when: (_site, _value, trace) => isOpenHost(trace),
      },
      {
        calls: ['Redirect'],
        path: /^(?:c|ctx|context|this|ctrl|controller)\.Redirect$/,
        takes: [0, 1],
        local: 'nothing',
        when: (_site, _value, trace) => isOpenHost(trace),
      },
      {
        // Fiber 3.
        calls: ['To'],
        path: /\.Redirect\(\)(?:\.Status\(\))?\.To$/,
        local: 'nothing',
        when: (_site, _value, trace) => isOpenHost(trace),
      },
      {
        calls: ['Set', 'Add'],
        path: /\bHeader\(\)\.(?:Set|Add)$/,
        takes: [1],
        local: 'nothing',
        when: ({ source, args }, _value, trace) =>
          /^location$/i.test(constantText(source, args[0]?.value ?? null) ?? '') && isOpenHost(trace),
      },
    ],
    matches: [
      `package a
func move(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Location", r.FormValue("next")) // here
	w.WriteHeader(302)
}`,
      `package a
import "github.com/gofiber/fiber/v3"
func move(c fiber.Ctx) error { return c.Redirect().To(c.Query("next")) }`,
      `package a
func move(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, r.FormValue("next"), 302) // here
}`,
      `package a
func move(c *gin.Context) { c.Redirect(302, c.Query("next")) }`,
    ],
    misses: [
      `package a
func tell(w http.ResponseWriter, r *http.Request) { w.Header().Set("X-Location", r.FormValue("next")) }`,
      `package a
func move(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/home", 302) }`,
      `package a
func move(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/search?q="+r.FormValue("q"), 302) }`,
      `package a
func move(w http.ResponseWriter, r *http.Request) {
	next := r.FormValue("next")
	if !strings.HasPrefix(next, "/") {
		next = "/"
	}
	http.Redirect(w, r, next, 302)
}`,
    ],
  },
)
