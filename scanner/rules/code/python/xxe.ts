import type { Node } from 'web-tree-sitter'
import { callAround } from '../../../syntax/functions.ts'
import { argumentsOf, enclosing, type Source, textOf } from '../../../syntax/source.ts'
import { isFalse, isTrue, optionOf } from '../../../syntax/values.ts'
import { isAtLeast } from '../../../syntax/taint/trust.ts'
import { traceOf } from '../../../syntax/taint/trace.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

const unsafe =
  /^(?:xml\.(?:etree\.(?:c?ElementTree)|sax|dom\.(?:minidom|pulldom|expatbuilder)|sax\.expatreader)|lxml\.etree|lxml|xmlrpc)(?:\.\w+)*$/

export const xxe: CodeRule = {
  ...papersFor('python', 'xxe', 'https://docs.python.org/3/library/xml.html#xml-security', 'read'),
  query: {
    literals: ['xml', 'etree', 'lxml'],
    calls: [
      'parse',
      'fromstring',
      'parseString',
      'XML',
      'iterparse',
      'XMLParser',
      'XMLPullParser',
      'make_parser',
      'setFeature',
      'create_parser',
      'fromstringlist',
      'RestrictedElement',
      'GlobalParserTLS',
      'getDefaultParser',
    ],
  },
  judge: judgeParser,
  matches: [
    `from lxml import etree
parser = etree.XMLParser(resolve_entities=True)  # here`,
    `import xml.etree.ElementTree as ET
from flask import request
def read():
    return ET.fromstring(request.data)  # here`,
    `import xml.sax
def read(text):
    return xml.sax.parseString(text, handler)`,
    `import xml.sax
parser.setFeature(xml.sax.handler.feature_external_ges, True)`,
  ],
  misses: [
    `import defusedxml.ElementTree as ET
from flask import request
def read():
    return ET.fromstring(request.data)  # xml`,
    `from lxml import etree
parser = etree.XMLParser(resolve_entities=False)`,
    `import xml.sax, xml.dom.minidom
def read():
    parser = xml.sax.make_parser()
    parser.setFeature(xml.sax.handler.feature_external_ges, True)
    text = '<a/>'
    return xml.dom.minidom.parseString(text, parser)`,
    `import json
json.parse(text)  # xml`,
    `from lxml import etree
etree.fromstring('<a/>')`,
  ],
}

/** Whether every document that is read in the same function is written in the code. */
function readsOnlyItsOwn(source: Source, node: Node): boolean {
  const around = enclosing(node, source.dialect.functions) ?? source.root
  const read = ['parse', 'parseString', 'fromstring']
    .flatMap((called) => source.calls.get(called) ?? [])
    .filter((one) => around.startIndex <= one.startIndex && one.endIndex <= around.endIndex)
    .flatMap((one) => callAround(one, source.dialect.calls) ?? [])
    .flatMap((call) => argumentsOf(source, call)[0]?.value ?? [])
  return read.length > 0 && read.every((one) => traceOf(source, one, 'data').trust === 'constant')
}

function judgeParser({ source, node, name, path, args }: Site): CodeVerdict | undefined {
  if (name === 'setFeature') {
    const [feature, on] = args
    const isExternal =
      feature !== undefined && /feature_external_(?:ges|pes)/.test(textOf(source, feature.value))
    return isExternal &&
      (isTrue(source, on?.value) || (on !== undefined && textOf(source, on.value) === '1')) &&
      !readsOnlyItsOwn(source, node)
      ? { confidence: 'high' }
      : undefined
  }
  if (!unsafe.test(path)) return undefined
  if (name === 'XMLParser' || name === 'XMLPullParser') {
    if (!path.startsWith('lxml')) return undefined
    const entities = optionOf(source, node, 'resolve_entities')
    if (entities !== undefined) return isTrue(source, entities) ? { confidence: 'high' } : undefined
    return isTrue(source, optionOf(source, node, 'load_dtd')) ||
      isFalse(source, optionOf(source, node, 'no_network'))
      ? { confidence: 'medium' }
      : undefined
  }
  const given = args[0]?.value
  if (given === undefined) return undefined
  const parser =
    optionOf(source, node, 'parser') ?? (/fromstring|parse|XML/.test(name) ? args[1]?.value : undefined)
  if (parser !== undefined && path.startsWith('lxml')) return undefined
  const { trust, from } = traceOf(source, given, 'data')
  if (isAtLeast(trust, 'untrusted')) {
    const note = `a document from ${from ?? 'outside'} is read`
    // The standard library follows no external entities since Python 3.7.1, see "XML vulnerabilities" there.
    return path.startsWith('lxml')
      ? { confidence: 'medium', note: `${note}; lxml follows external entities up to version 4` }
      : {
          confidence: 'medium',
          severity: 'low',
          note: `${note}; with an Expat before 2.4.1 it can take all memory`,
        }
  }
  if (trust === 'constant') return undefined
  return { confidence: 'low', severity: 'low', note: 'where the document comes from is not to be seen' }
}
