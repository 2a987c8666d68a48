import type { Node } from 'web-tree-sitter'
import { isTrue } from '../../../syntax/values.ts'
import { textOf } from '../../../syntax/source.ts'
import type { CodeRule } from '../code-rule.ts'
import { unlessAskedFor } from '../is-asked-for.ts'
import { papersFor } from '../papers.ts'

export const tlsVerification: CodeRule = {
  ...papersFor('go', 'tls-verification', 'https://pkg.go.dev/crypto/tls#Config'),
  query: { settings: ['InsecureSkipVerify'] },
  judge: ({ source, value }) => {
    if (value === null || !isTrue(source, unlisted(value))) return undefined
    const own = unlisted(value)
    // Who verifies by hand has turned off the usual way.
    if (/VerifyPeerCertificate|VerifyConnection/.test(source.text))
      return { severity: 'low', confidence: 'low' }
    const isWritten = textOf(source, own) === 'true'
    const edits = [{ start: own.startIndex, end: own.endIndex, text: 'false' }]
    return unlessAskedFor(source, value, isWritten ? { edits } : {})
  },
  matches: [
    `package a
import "crypto/tls"
var config = &tls.Config{InsecureSkipVerify: true}`,
    `package a
func f(config *tls.Config) { config.InsecureSkipVerify = true }`,
    `package a
import "crypto/tls"
const skip = !false
var config = &tls.Config{InsecureSkipVerify: skip}`,
    `package a
import "crypto/tls"
func client(skip bool) *tls.Config { return &tls.Config{InsecureSkipVerify: skip} }
var c = client(true)`,
  ],
  misses: [
    `package a
import "crypto/tls"
var config = &tls.Config{InsecureSkipVerify: false}`,
    `package a
import "crypto/tls"
func f(insecure bool) { config := &tls.Config{InsecureSkipVerify: insecure} }`,
    `package a
func f(config *tls.Config, options Options) { if options.Insecure { config.InsecureSkipVerify = true } }`,
  ],
}

const unlisted = (node: Node) => (node.type === 'expression_list' ? (node.namedChild(0) ?? node) : node)
