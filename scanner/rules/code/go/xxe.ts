import { textOf } from '../../../syntax/source.ts'
import { followName } from '../../../syntax/values.ts'
import type { CodeRule } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

/** What makes libxml2 read what a document names: its entities, its document type, or what it includes. */
const following = /\b(?:Parse(?:Option)?|XMLParse)(?:NoEnt|DTDLoad|DTDValid|DTDAttr|XInclude)\b/

/** Go's own parser reads no external entities; libxml2 and gokogiri do where they are told to. */
export const xxe: CodeRule = {
  ...papersFor('go', 'xxe', 'https://gnome.pages.gitlab.gnome.org/libxml2/html/parser_8h.html', 'unverified'),
  query: {
    literals: ['libxml2', 'gokogiri'],
    calls: ['New', 'Parse', 'ParseString', 'ParseReader', 'ParseXml', 'ParseHTML'],
  },
  judge: ({ source, args }) =>
    args.some(({ value }) => following.test(textOf(source, followName(source, value)).slice(0, 300)))
      ? {}
      : undefined,
  matches: [
    `package a
import "github.com/lestrrat-go/libxml2/parser"
func read(text string) {
	p := parser.New(parser.XMLParseDTDLoad | parser.XMLParseNoEnt) // here
	p.ParseString(text)
}`,
    `package a
import "github.com/lestrrat-go/libxml2"
func read(text string) { libxml2.ParseString(text, parser.XMLParseNoEnt) }`,
  ],
  misses: [
    `package a
import "github.com/lestrrat-go/libxml2"
func read(text string) { libxml2.ParseString(text) }`,
  ],
}
