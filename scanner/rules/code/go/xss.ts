import { enclosing, textOf } from '../../../syntax/source.ts'
import { constantText } from '../../../syntax/values.ts'
import type { CodeRule, Site } from '../code-rule.ts'
import type { Trace } from '../../../syntax/taint/trust.ts'
import { taintRule } from '../taint-rule.ts'

const saysOtherType = ({ source, node }: Site): boolean => {
  const around = enclosing(node, source.dialect.functions)
  const text = around === null ? '' : textOf(source, around).slice(0, 5000)
  return /"Content-Type"[^)]{0,20}"(?:text\/plain|application\/|image\/|text\/csv)/i.test(text)
}

/**
 * Without a type net/http goes by the first bytes, and a text that does not begin with an element is plain:
 * https://mimesniff.spec.whatwg.org/#identifying-a-resource-with-an-unknown-mime-type. Of formats the first argument begins it.
 */
function isSniffedText({ source, node, args, name }: Site, { prefix }: Trace): boolean {
  const first = /^Fprint|^WriteString$/.test(name) ? constantText(source, args[1]?.value ?? null) : undefined
  const beginning = (first ?? prefix)
    .replaceAll(/\\[tnr]/g, ' ')
    .trimStart()
    .split('%')[0]!
  if (beginning.length < 3 || beginning.startsWith('<')) return false
  const around = enclosing(node, source.dialect.functions)
  return !/text\/html|["`]\s*<[!a-zA-Z]/.test(around === null ? source.text : textOf(source, around))
}

const writers = ['Fprintf', 'Fprint', 'Fprintln', 'WriteString']
const writing = /^(?:fmt|io)\.\w+$/
const answering = /^(?:w|rw|resp|res|writer|response|c\.Writer)\.Write$/
const sniffed = 'net/http takes a text that begins so for plain, unless a type is set'

const isAnswer = ({ source, args }: Site): boolean =>
  /^(?:w|rw|resp|res|writer|response|c\.Writer|out)$/.test(
    args[0] === undefined ? '' : textOf(source, args[0].value),
  )

export const xss: CodeRule = taintRule(
  'go',
  'xss',
  { url: 'https://pkg.go.dev/html/template#hdr-Typed_Strings', checked: 'read' },
  {
    kind: 'html',
    literals: ['template.', 'Fprint', 'WriteString', '.Write(', '.HTML(', '.Data(', '.Blob('],
    sinks: [
      {
        calls: ['HTML', 'JS', 'HTMLAttr', 'URL', 'CSS', 'JSStr', 'Srcset'],
        path: /^(?:html\/)?template\.(?:HTML|JS|HTMLAttr|URL|CSS|JSStr|Srcset)$/,
        unknown: 'medium',
      },
      {
        calls: writers,
        path: writing,
        takes: [1, 2, 3, 4],
        local: 'nothing',
        when: (site, _value, trace) => isAnswer(site) && !saysOtherType(site) && !isSniffedText(site, trace),
      },
      {
        calls: writers,
        path: writing,
        takes: [1, 2, 3, 4],
        untrusted: 'low',
        local: 'nothing',
        remark: sniffed,
        when: (site, _value, trace) => isAnswer(site) && !saysOtherType(site) && isSniffedText(site, trace),
      },
      {
        calls: ['Write'],
        path: answering,
        local: 'nothing',
        when: (site, _value, trace) => !saysOtherType(site) && !isSniffedText(site, trace),
      },
      {
        calls: ['Write'],
        path: answering,
        untrusted: 'low',
        local: 'nothing',
        remark: sniffed,
        when: (site, _value, trace) => !saysOtherType(site) && isSniffedText(site, trace),
      },
      {
        // gin and echo.
        calls: ['Data', 'Blob'],
        path: /^(?:c|ctx)\.(?:Data|Blob)$/,
        takes: [2],
        local: 'nothing',
        when: ({ source, args }) => /html/i.test(constantText(source, args[1]?.value ?? null) ?? ''),
      },
      { calls: ['HTML', 'HTMLBlob'], path: /^(?:c|ctx)\.HTML(?:Blob)?$/, takes: [1], local: 'nothing' },
    ],
    matches: [
      `package a
func show(w http.ResponseWriter, r *http.Request) {
	fmt.Fprint(w, "<html><body>")
	fmt.Fprintf(w, "Hello, %s", r.FormValue("name")) // here
}`,
      `package a
func show(c *gin.Context) { c.Data(200, "text/html", []byte("<p>"+c.Query("name"))) }`,
      `package a
import "html/template"
func show(text string) template.HTML { return template.HTML("<b>" + text + "</b>") }`,
      `package a
func show(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintf(w, "<p>%s</p>", r.FormValue("name")) // here
}`,
      `package a
func show(w http.ResponseWriter, r *http.Request) { w.Write([]byte(r.URL.Query().Get("name"))) }`,
    ],
    misses: [
      `package a
func show(c *gin.Context) { c.Data(200, "text/plain", []byte(c.Query("name"))) }`,
      `package a
import "html/template"
func show() template.HTML { return template.HTML("<b>a</b>") }`,
      `package a
func show(w http.ResponseWriter, r *http.Request) { fmt.Fprintf(w, "<p>%s</p>", html.EscapeString(r.FormValue("name"))) }`,
      `package a
func show(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain")
	fmt.Fprint(w, r.FormValue("name"))
}`,
      `package a
func show(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "a") }`,
    ],
  },
)
