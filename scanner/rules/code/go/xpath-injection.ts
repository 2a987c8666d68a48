import type { CodeRule } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'

/** Packages that are called with the expression first, and such that take it behind the document. */
const compiling =
  /(?:^|\/)(?:xpath|xmlpath(?:\.v\d+)?|xpathparser|goxpath)\.(?:Must)?(?:Compile|Parse|ParseExec|CompileWithNS)$/
const searching =
  /(?:^|\/)(?:(?:html|xml|json)query\.(?:Find|FindOne|FindEach|FindEachWithBreak|Query|QueryAll)|xpath\.Select)$/
const libraries =
  /\/(?:xmlquery|htmlquery|jsonquery|gokogiri|goxpath|xpath|libxml2|etree|xmlpath)\b|gopkg\.in\/xmlpath/

export const xpathInjection: CodeRule = taintRule(
  'go',
  'xpath-injection',
  { url: 'https://owasp.org/www-community/attacks/XPATH_Injection', checked: 'read' },
  {
    kind: 'query',
    literals: ['xpath', 'xmlquery', 'htmlquery', 'jsonquery', 'xmlpath', 'gokogiri', 'libxml2', 'etree'],
    sinks: [
      {
        calls: ['Compile', 'MustCompile', 'CompileWithNS', 'Parse', 'MustParse', 'ParseExec'],
        path: compiling,
        local: 'nothing',
      },
      {
        calls: ['Find', 'FindOne', 'FindEach', 'FindEachWithBreak', 'Query', 'QueryAll', 'Select'],
        path: searching,
        takes: [1],
        local: 'nothing',
      },
      {
        // Methods of nodes: xmlquery, gokogiri, libxml2, etree.
        calls: [
          'SelectElement',
          'SelectElements',
          'Search',
          'SearchWithVariables',
          'EvalXPath',
          'EvalXPathAsBoolean',
          'FindElement',
          'FindElements',
          'FindValue',
        ],
        path: /\./,
        local: 'nothing',
        when: ({ source }) => libraries.test(source.text),
      },
    ],
    matches: [
      `package a
import "github.com/antchfx/xmlquery"
func find(r *http.Request, doc *xmlquery.Node) {
	xmlquery.FindOne(doc, "//user[name='"+r.FormValue("name")+"']") // here
}`,
      `package a
import "github.com/antchfx/xpath"
func find(r *http.Request) { xpath.Compile(fmt.Sprintf("//user[name='%s']", r.FormValue("name"))) }`,
      `package a
import "github.com/beevik/etree"
func find(r *http.Request, doc *etree.Document) { doc.FindElement("//user[@name='" + r.FormValue("name") + "']") }`,
    ],
    misses: [
      `package a
import "github.com/antchfx/xmlquery"
func find(doc *xmlquery.Node) { xmlquery.FindOne(doc, "//user[name='a']") }`,
      `package a
import "regexp"
func find(r *http.Request) { regexp.Compile("xpath" + r.FormValue("name")) }`,
    ],
  },
)
