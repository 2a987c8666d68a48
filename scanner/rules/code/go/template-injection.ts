import type { CodeRule } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'

export const templateInjection: CodeRule = taintRule(
  'go',
  'template-injection',
  { url: 'https://pkg.go.dev/html/template#hdr-Security_Model', checked: 'read' },
  {
    kind: 'template',
    literals: ['template'],
    sinks: [
      {
        calls: ['Parse'],
        path: /(?:^|[./])(?:template\.New\(\)|template\.Must\(\)|tmpl|tpl|t)(?:\.\w+\(\))*\.Parse$/,
        local: 'nothing',
        when: ({ source }) => /(?:html|text)\/template/.test(source.text),
      },
    ],
    matches: [
      `package a
import "html/template"
func show(w http.ResponseWriter, r *http.Request) {
	t, _ := template.New("a").Parse("<p>" + r.FormValue("name") + "</p>") // here
}`,
    ],
    misses: [
      `package a
import "html/template"
func show(w http.ResponseWriter, r *http.Request) { template.New("a").Parse("<p>{{.}}</p>") }`,
    ],
  },
)
