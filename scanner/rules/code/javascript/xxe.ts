import { isTrue, optionOf } from '../../../syntax/values.ts'
import { isAtLeast } from '../../../syntax/taint/trust.ts'
import { traceOf } from '../../../syntax/taint/trace.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

export const xxe: CodeRule = {
  ...papersFor(
    'javascript',
    'xxe',
    'https://cheatsheetseries.owasp.org/cheatsheets/XML_External_Entity_Prevention_Cheat_Sheet.html',
  ),
  query: {
    literals: ['libxml', 'noent', 'node-expat', 'expat', 'resolveExternals'],
    calls: [
      'push',
      'parseString',
      'parseXml',
      'parseXmlString',
      'parseXmlAsync',
      'fromXml',
      'parseXMLString',
      'parse',
      'write',
    ],
  },
  judge: judgeParser,
  matches: [
    `const libxmljs = require('libxmljs')
     libxmljs.parseXml(text, { noent: true }) // here`,
    `const libxml = require('libxmljs2')
     const options = { noent: true, nonet: true }
     libxml.parseXmlString(body, options)`,
  ],
  misses: [
    `const libxmljs = require('libxmljs')
     const all = []
     app.post('/', (req, res) => all.push(req.body))`,
    `const libxmljs = require('libxmljs')
     libxmljs.parseXml(text)`,
    `const libxmljs = require('libxmljs')
     libxmljs.parseXml(text, { noent: false })`,
    `JSON.parse(text) // libxml`,
  ],
}

function judgeParser({ source, node, name, path, args }: Site): CodeVerdict | undefined {
  const value = args[0]?.value
  if (value === undefined) return undefined
  if (name === 'parse' || name === 'write') {
    const isExpat =
      /\bexpat\b|node-expat|\bparser\.(?:parse|write)$/i.test(path) && source.text.includes('node-expat')
    return isExpat && isAtLeast(traceOf(source, value, 'data').trust, 'untrusted') ? {} : undefined
  }
  if (name === 'push' || name === 'parseString') {
    // libxmljs: what reads events follows entities by itself.
    if (!/\bSax(?:Push)?Parser\b/.test(source.text)) return undefined
    const { trust, from } = traceOf(source, value, 'data')
    return trust === 'untrusted'
      ? { confidence: 'high', note: `a document from ${from ?? 'outside'} is read` }
      : undefined
  }
  if (!isTrue(source, optionOf(source, node, 'noent'))) return undefined
  const { trust, from } = traceOf(source, value, 'data')
  return trust === 'untrusted'
    ? { confidence: 'high', note: `a document from ${from ?? 'outside'} is read` }
    : {}
}
