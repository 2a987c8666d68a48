import type { Node } from 'web-tree-sitter'
import { isTrue } from '../../../syntax/values.ts'
import { enclosing, type Source, textOf } from '../../../syntax/source.ts'
import type { CodeRule } from '../code-rule.ts'
import { unlessAskedFor } from '../is-asked-for.ts'
import { papersFor } from '../papers.ts'

export const tlsVerification: CodeRule = {
  ...papersFor('go', 'tls-verification', 'https://pkg.go.dev/crypto/tls#Config', 'read'),
  query: {
    settings: ['InsecureSkipVerify', 'InsecureSkipTLSVerify', 'InsecureSkipTLSverify', 'Insecure'],
    calls: ['EnableInsecureSkipVerify', 'SetInsecureSkipVerify'],
    literals: ['InsecureSkip', 'TLSClientConfig'],
  },
  judge: ({ source, how, node, name, args, value }) => {
    if (how === 'call') {
      const isOn = name.startsWith('Enable') || isTrue(source, args[0]?.value)
      return isOn ? unlessAskedFor(source, node, {}) : undefined
    }
    if (value === null || !isTrue(source, unlisted(value))) return undefined
    // Of Kubernetes' clients; elsewhere the word may mean anything.
    if (name === 'Insecure' && !isOfClient(source, node)) return undefined
    const own = unlisted(value)
    // Who verifies by hand has turned off the usual way.
    if (/VerifyPeerCertificate|VerifyConnection/.test(source.text) && !verifiesNothing.test(source.text))
      return { severity: 'low', confidence: 'low' }
    const isWritten = textOf(source, own) === 'true'
    const edits = [{ start: own.startIndex, end: own.endIndex, text: 'false' }]
    return unlessAskedFor(source, value, isWritten ? { edits } : {})
  },
  matches: [
    `package a
import "github.com/imroc/req/v3"
var client = req.C().EnableInsecureSkipVerify()`,
    `package a
import "k8s.io/client-go/rest"
var config = &rest.Config{TLSClientConfig: rest.TLSClientConfig{Insecure: true}}`,
    `package a
import "crypto/tls"
var config = &tls.Config{
  InsecureSkipVerify: true, // here
  VerifyPeerCertificate: func(raw [][]byte, chains [][]*x509.Certificate) error { return nil },
}`,
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
import "k8s.io/client-go/rest"
var options = Options{Insecure: true}
var config = rest.TLSClientConfig{}`,
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

const literals: ReadonlySet<string> = new Set(['composite_literal'])

const isOfClient = (source: Source, node: Node): boolean => {
  const type = enclosing(node, literals)?.childForFieldName('type') ?? node
  return textOf(source, type).slice(0, 100).endsWith('TLSClientConfig')
}

/** Who verifies by hand and says yes to everything. */
const verifiesNothing =
  /\bVerify(?:PeerCertificate|Connection)\s*[:=]\s*func\([^{]{0,200}\{\s*return nil;?\s*\}/
