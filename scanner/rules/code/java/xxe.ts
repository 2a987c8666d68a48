import type { Node } from 'web-tree-sitter'
import { enclosing, type Source, textOf } from '../../../syntax/source.ts'
import { traceOf } from '../../../syntax/taint/trace.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

const factories =
  /(?:^|\.)(?:DocumentBuilderFactory|SAXParserFactory|XMLInputFactory|TransformerFactory|SAXTransformerFactory|SchemaFactory|XPathFactory|XMLReaderFactory)\.(?:newInstance|newFactory|newDefaultInstance|newNSInstance|createXMLReader)$|(?:^|\.)(?:SAXReader|SAXBuilder|DOMParser|SAXParser)$/
const closed =
  /disallow-doctype-decl["\s,)]+\s*,?\s*true|FEATURE_SECURE_PROCESSING|external-general-entities"\s*,\s*false|ACCESS_EXTERNAL_(?:DTD|SCHEMA|STYLESHEET)|(?:SUPPORT_DTD|IS_SUPPORTING_EXTERNAL_ENTITIES|supportDTD"|isSupportingExternalEntities")\s*,\s*(?:Boolean\.)?(?:false|FALSE|"false")|setExpandEntityReferences\(\s*false|setEntityResolver|setXMLResolver|disallow-doctype-decl/

/** Of a factory for streams what reads is what matters: each reader it makes. */
const readers = ['createXMLStreamReader', 'createXMLEventReader']
/** Simple reads with a factory for streams that it leaves as it is (CVE-2017-1000190). */
const simple =
  /(?:persister|serializer)\w*\.(?:read|validate)$|(?:^|\.)NodeBuilder\.read$|provider\w*\.provide$|formatter\w*\.format$/i

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
      'simpleframework.xml',
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
      ...readers,
      'newSchema',
      'read',
      'validate',
      'provide',
      'format',
    ],
  },
  judge: judgeFactory,
  matches: [
    `class A { static final XMLInputFactory factory = XMLInputFactory.newFactory();
  void read(InputStream in) throws Exception {
    factory.createXMLEventReader(in); // here
} }`,
    `class A { private static DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
  // disallow-doctype-decl is not set
  void read(InputStream in) throws Exception {
    factory.newDocumentBuilder().parse(in); // here
} }`,
    `import org.simpleframework.xml.core.Persister;
class A { Object read(InputStream in) throws Exception { return persister.read(A.class, in); } }`,
    `class A { void read(Socket socket) throws Exception { SchemaFactory factory = SchemaFactory.newInstance(W3C_XML_SCHEMA_NS_URI); factory.newSchema(new StreamSource(socket.getInputStream())); } }`,
    `class A { void read(InputStream in) throws Exception {
  DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
  factory.newDocumentBuilder().parse(in); // here
} }`,
    `class A { void read(InputStream in) throws Exception { new SAXBuilder().build(in); } }`,
    `class A { void read(InputStream in) throws Exception { XMLInputFactory factory = XMLInputFactory.newInstance(); factory.setProperty(XMLInputFactory.SUPPORT_DTD, true); factory.createXMLStreamReader(in); } }`,
    `class A { void set(DocumentBuilderFactory factory) throws Exception { factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", false); } }`,
  ],
  misses: [
    `class A {
  void read(InputStream in) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    close(factory);
    factory.newDocumentBuilder().parse(in);
  }
  void close(DocumentBuilderFactory factory) throws Exception { factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true); }
}`,
    `class A { void read() throws Exception { SchemaFactory factory = SchemaFactory.newInstance(W3C_XML_SCHEMA_NS_URI); factory.newSchema(new StreamSource("a.xsd")); } }`,
    `class A { static final XMLInputFactory factory = XMLInputFactory.newFactory();
  static { factory.setProperty(XMLInputFactory.SUPPORT_DTD, false); }
  void read(InputStream in) throws Exception { factory.createXMLEventReader(in); } }`,
    `class A { void read(InputStream in) throws Exception {
  DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
  factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
  factory.newDocumentBuilder().parse(in);
} }`,
    `class A { void read() throws Exception { XMLInputFactory factory = XMLInputFactory.newInstance(); factory.setProperty(XMLInputFactory.SUPPORT_DTD, false); factory.createXMLStreamReader(in); } }`,
    `class A { void write() throws Exception { DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance(); Document d = factory.newDocumentBuilder().newDocument(); } }`,
  ],
}

function judgeFactory({ source, node, name, path, args }: Site): CodeVerdict | undefined {
  if (name === 'setFeature') {
    const written = textOf(source, node).slice(0, 300)
    return /disallow-doctype-decl"\s*,\s*false|external-(?:general|parameter)-entities"\s*,\s*true/.test(
      written,
    )
      ? { confidence: 'high' }
      : undefined
  }
  if (simple.test(path)) return /import org\.simpleframework\.xml\b/.test(source.text) ? {} : undefined
  const own = codeOf(source, enclosing(node, source.dialect.functions) ?? source.root)
  // What is made elsewhere may be told there what it may read.
  const whole = codeOf(source, enclosing(node, source.dialect.classes) ?? source.root)
  const made =
    /(?:\b(?<name>\w+)\s*=\s*)?(?:\w*Factory\.(?:new|create)\w*|new\s+(?:SAX\w+|DOMParser))\(/.exec(own)
  const isHandedOn = new RegExp(String.raw`(?<![.\w])\w+\(\s*${made?.groups?.['name'] ?? '-'}\s*[,)]`).test(
    own,
  )
  const text = made === null || isHandedOn ? whole : own
  if (closed.test(text)) return undefined
  const isMade = (factory: string): boolean => new RegExp(String.raw`${factory}\.new\w+\(`).test(text)
  if (name === 'newDocumentBuilder' || name === 'newSAXParser')
    // A document that is made anew is not read.
    return isMade('(?:DocumentBuilderFactory|SAXParserFactory)') && !/newDocument\(\)/.test(own)
      ? {}
      : undefined
  if (readers.includes(name)) return isMade('XMLInputFactory') ? {} : undefined
  if (name === 'newSchema')
    return isMade('SchemaFactory') &&
      args.some(({ value }) => traceOf(source, value, 'data').trust === 'untrusted')
      ? {}
      : undefined
  if (
    !factories.test(path) ||
    /DocumentBuilderFactory|SAXParserFactory|TransformerFactory|SchemaFactory|XPathFactory/.test(path)
  )
    return undefined
  if (/XMLInputFactory/.test(path)) return isOpened.test(own) && !readsStream.test(own) ? {} : undefined
  return /\.(?:parse|read|build|unmarshal|getXMLReader)\s*\(/.test(text) ? {} : undefined
}

const isOpened =
  /(?:SUPPORT_DTD|IS_SUPPORTING_EXTERNAL_ENTITIES|supportDTD"|isSupportingExternalEntities")\s*,\s*(?:Boolean\.)?(?:true|TRUE)/
const readsStream = new RegExp(readers.join('|'))

/** What is said in comments sets nothing. */
const codeOf = (source: Source, node: Node): string =>
  textOf(source, node)
    .slice(0, 20_000)
    .replaceAll(/\/\*[\s\S]*?\*\/|(?<!:)\/\/[^\n]*/g, '')
