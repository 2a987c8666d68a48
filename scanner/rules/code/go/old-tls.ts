import { pathOf, type Source, textOf } from '../../../syntax/source.ts'
import type { Node } from 'web-tree-sitter'
import { possibleValues } from '../../../syntax/possible-values.ts'
import { constantNumber } from '../../../syntax/values.ts'
import type { CodeRule, CodeVerdict } from '../code-rule.ts'
import { unlessAskedFor } from '../is-asked-for.ts'
import { papersFor } from '../papers.ts'

const weakSuite = /\bTLS_\w*(?:RC4|3DES|_NULL_|EXPORT)\w*/
/** The others of `tls.InsecureCipherSuites()`: CBC with SHA-256 can be attacked by timing, RSA alone keeps nothing secret later on. */
const oldSuite = /\btls\.TLS_(?:\w+_CBC_SHA256|RSA_WITH_\w+)\b/

export const oldTls: CodeRule = {
  ...papersFor('go', 'old-tls', 'https://www.rfc-editor.org/rfc/rfc8996.html', 'read'),
  query: { settings: ['MinVersion', 'MaxVersion', 'CipherSuites'] },
  judge: ({ source, node, name, value }) => {
    const verdict = value === null ? undefined : judgeSetting(source, name, value)
    return verdict && unlessAskedFor(source, node, verdict)
  },
  matches: [
    `package a
import "crypto/tls"
func f(config *tls.Config) { config.CipherSuites = append(config.CipherSuites, tls.TLS_RSA_WITH_RC4_128_SHA) }`,
    `package a
import "crypto/tls"
var config = &tls.Config{CipherSuites: []uint16{tls.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256}}`,
    `package a
import "crypto/tls"
var versions = map[string]uint16{"old": tls.VersionTLS10, "new": tls.VersionTLS13}
var config = &tls.Config{MinVersion: versions["old"]}`,
    `package a
import "crypto/tls"
var config = &tls.Config{MinVersion: tls.VersionTLS10}`,
    `package a
func f(config *tls.Config) { config.MaxVersion = tls.VersionTLS11 }`,
    `package a
import "crypto/tls"
var config = &tls.Config{CipherSuites: []uint16{tls.TLS_RSA_WITH_RC4_128_SHA}}`,
    `package a
import "crypto/tls"
var least uint16 = tls.VersionTLS10
var config = &tls.Config{MinVersion: least}`,
    `package a
import "crypto/tls"
func f() { suites := []uint16{tls.TLS_RSA_WITH_3DES_EDE_CBC_SHA}; use(&tls.Config{CipherSuites: suites}) }`,
  ],
  misses: [
    `package a
import "crypto/tls"
func f(config *tls.Config, legacy bool) { if legacy { config.MinVersion = tls.VersionTLS10 } }`,
    `package a
import "crypto/tls"
var versions = map[string]uint16{"old": tls.VersionTLS10, "new": tls.VersionTLS13}
var config = &tls.Config{MinVersion: versions["new"], CipherSuites: []uint16{tls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256}}`,
    `package a
import "crypto/tls"
var config = &tls.Config{MinVersion: tls.VersionTLS12}`,
  ],
}

const unlisted = (node: Node): Node => (node.type === 'expression_list' ? (node.namedChild(0) ?? node) : node)

function judgeSuites(source: Source, value: Node): CodeVerdict | undefined {
  const said = possibleValues(source, value).map((one) => textOf(source, one))
  if (said.some((one) => weakSuite.test(one))) return { note: 'it allows RC4, Triple DES or no encryption' }
  return said.some((one) => oldSuite.test(one))
    ? { severity: 'low', confidence: 'medium', note: 'it allows suites that Go itself calls insecure' }
    : undefined
}

function judgeSetting(source: Source, name: string, value: Node): CodeVerdict | undefined {
  if (name === 'CipherSuites') return judgeSuites(source, unlisted(value))
  const version = possibleValues(source, unlisted(value))
    .map((one) => /\bVersion(?:SSL30|TLS10|TLS11)$/.exec(pathOf(source, one)))
    .find((one) => one !== null)
  if (version !== undefined) {
    const end = value.endIndex
    const edits = [{ start: end - version[0].length, end, text: 'VersionTLS12' }]
    return textOf(source, value).endsWith(version[0]) ? { edits } : {}
  }
  const number = constantNumber(source, unlisted(value))
  return number !== undefined && number >= 0x0300 && number < 0x0303 ? {} : undefined
}
