import { enclosing, textOf } from '../../../syntax/source.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

const factories =
  /(?:^|\.)(?:DocumentBuilderFactory|SAXParserFactory|XMLInputFactory|TransformerFactory|SAXTransformerFactory|SchemaFactory|XPathFactory|XMLReaderFactory)\.(?:newInstance|newFactory|newDefaultInstance|newNSInstance|createXMLReader)$|(?:^|\.)(?:SAXReader|SAXBuilder|DOMParser|SAXParser)$/
const closed =
  /disallow-doctype-decl["\s,)]+\s*,?\s*true|FEATURE_SECURE_PROCESSING|external-general-entities"\s*,\s*false|ACCESS_EXTERNAL_(?:DTD|SCHEMA|STYLESHEET)|(?:SUPPORT_DTD|IS_SUPPORTING_EXTERNAL_ENTITIES|supportDTD"|isSupportingExternalEntities")\s*,\s*(?:Boolean\.)?(?:false|FALSE|"false")|setExpandEntityReferences\(\s*false|setEntityResolver|setXMLResolver|disallow-doctype-decl/

export const xxe: CodeRule = {
  ...papersFor(
    'java',
    'xxe',
    'https://cheatsheetseries.owasp.org/cheatsheets/XML_External_Entity_Prevention_Cheat_Sheet.html#java',
    'read',
  ),
  query: {
    literals: [
      'DocumentBuilderFactory',
      'SAXParserFactory',
      'XMLInputFactory',
      'TransformerFactory',
      'SchemaFactory',
      'SAXReader',
      'SAXBuilder',
      'XMLReaderFactory',
      'setFeature',
    ],
    calls: [
      'newInstance',
      'newFactory',
      'newDefaultInstance',
      'newNSInstance',
      'createXMLReader',
      'newDocumentBuilder',
      'newSAXParser',
      'SAXReader',
      'SAXBuilder',
      'setFeature',
    ],
  },
  judge: judgeFactory,
  matches: [
    `class A { void read(InputStream in) throws Exception {
  DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
  factory.newDocumentBuilder().parse(in); // here
} }`,
    `class A { void read(InputStream in) throws Exception { new SAXBuilder().build(in); } }`,
    `class A { void read(InputStream in) throws Exception { XMLInputFactory factory = XMLInputFactory.newInstance(); factory.setProperty(XMLInputFactory.SUPPORT_DTD, true); factory.createXMLStreamReader(in); } }`,
    `class A { void set(DocumentBuilderFactory factory) throws Exception { factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", false); } }`,
  ],
  misses: [
    `class A { void read(InputStream in) throws Exception {
  DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
  factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
  factory.newDocumentBuilder().parse(in);
} }`,
    `class A { void read() throws Exception { XMLInputFactory factory = XMLInputFactory.newInstance(); factory.setProperty(XMLInputFactory.SUPPORT_DTD, false); factory.createXMLStreamReader(in); } }`,
    `class A { void write() throws Exception { DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance(); Document d = factory.newDocumentBuilder().newDocument(); } }`,
  ],
}

function judgeFactory({ source, node, name, path }: Site): CodeVerdict | undefined {
  if (name === 'setFeature') {
    const written = textOf(source, node).slice(0, 300)
    return /disallow-doctype-decl"\s*,\s*false|external-(?:general|parameter)-entities"\s*,\s*true/.test(
      written,
    )
      ? { confidence: 'high' }
      : undefined
  }
  const around = enclosing(node, source.dialect.functions) ?? source.root
  const text = textOf(source, around).slice(0, 20_000)
  if (closed.test(text)) return undefined
  if (name === 'newDocumentBuilder' || name === 'newSAXParser') {
    // A document that is made anew is not read.
    const isMade = /(?:DocumentBuilderFactory|SAXParserFactory)\.new\w*Instance/.test(text)
    return isMade && !/newDocument\(\)/.test(text) ? {} : undefined
  }
  if (
    !factories.test(path) ||
    /DocumentBuilderFactory|SAXParserFactory|TransformerFactory|SchemaFactory|XPathFactory/.test(path)
  )
    return undefined
  return /\.(?:parse|read|build|createXML\w+|unmarshal|getXMLReader)\s*\(/.test(text) ? {} : undefined
}
