import type { Node } from 'web-tree-sitter'
import { enclosing, type Source, textOf } from '../../../syntax/source.ts'
import { traceOf } from '../../../syntax/taint/trace.ts'
import { followName } from '../../../syntax/values.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

const factories =
  /(?:^|\.)(?:DocumentBuilderFactory|SAXParserFactory|XMLInputFactory|TransformerFactory|SAXTransformerFactory|SchemaFactory|XPathFactory|XMLReaderFactory)\.(?:newInstance|newFactory|newDefaultInstance|newNSInstance|createXMLReader)$|(?:^|\.)(?:SAXReader|SAXBuilder|DOMParser|SAXParser)$/
/** What closes a reader by itself. */
const closed =
  /disallow-doctype-decl["\s,)]+\s*,?\s*true|disallow-doctype-decl(?!"\s*,\s*false)|FEATURE_SECURE_PROCESSING|(?:SUPPORT_DTD|IS_SUPPORTING_EXTERNAL_ENTITIES|supportDTD"|isSupportingExternalEntities")\s*,\s*(?:Boolean\.)?(?:false|FALSE|"false")|setExpandEntityReferences\(\s*false|setEntityResolver|setXMLResolver/

const isOff = (text: string, feature: string): boolean =>
  new RegExp(String.raw`external-${feature}-entities"?\s*,\s*(?:Boolean\.)?(?:false|FALSE)`).test(text)

/** Given a value that is nothing, or one that is not seen here. */
const isRestricted = (text: string, what: string): boolean =>
  new RegExp(String.raw`ACCESS_EXTERNAL_${what}\b(?!\s*,\s*"[^"]+")`).test(text)

/**
 * Whether a reader takes nothing from elsewhere. Xerces needs both kinds of entities turned off, and a schema brings others along:
 * https://xerces.apache.org/xerces2-j/features.html, and JAXP's properties ACCESS_EXTERNAL_….
 */
function isClosed(text: string, isSchema: boolean): boolean {
  if (closed.test(text) || (isOff(text, 'general') && isOff(text, 'parameter'))) return true
  // Constants of one's own are not looked into.
  if (
    /external-(?:general|parameter)-entities/.test(text) &&
    /setFeature\(\s*[A-Z_.\w]+\s*,\s*false/.test(text)
  )
    return true
  return isSchema
    ? isRestricted(text, 'DTD') && isRestricted(text, 'SCHEMA')
    : isRestricted(text, '(?:DTD|STYLESHEET)')
}

const partly = /external-(?:general|parameter)-entities|ACCESS_EXTERNAL_/

/** Of a factory for streams what reads is what matters: each reader it makes. */
const readers = ['createXMLStreamReader', 'createXMLEventReader']
/** What reads a document that it is handed, and of what factory it has to be told what it may read. */
const documents = [
  'transform',
  'newTransformer',
  'newTemplates',
  'newXMLFilter',
  'newTransformerHandler',
  'newTemplatesHandler',
  'validate',
]
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
      'newValidator',
      'InputSource',
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
      ...documents,
      'evaluate',
      'read',
      'validate',
      'provide',
      'format',
    ],
  },
  judge: judgeFactory,
  matches: [
    `class A { void read(HttpServletRequest request, Result result) throws Exception {
  TransformerFactory factory = TransformerFactory.newInstance();
  factory.newTransformer().transform(new StreamSource(request.getInputStream()), result); // here
} }`,
    `class A { void check(Schema schema, HttpServletRequest request) throws Exception {
  Validator validator = schema.newValidator();
  validator.validate(new StreamSource(request.getInputStream())); // here
} }`,
    `class A { String find(XPathExpression expression, HttpServletRequest request) throws Exception {
  return expression.evaluate(new InputSource(request.getInputStream())); // here
} }`,
    `class A { void read(InputStream in) throws Exception {
  DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
  factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
  factory.newDocumentBuilder().parse(in); // here
} }`,
    `class A { void read(Socket socket) throws Exception {
  SchemaFactory factory = SchemaFactory.newInstance(W3C_XML_SCHEMA_NS_URI);
  factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
  factory.newSchema(new StreamSource(socket.getInputStream())); // here
} }`,
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
    `class A { void read(HttpServletRequest request, Result result) throws Exception {
  TransformerFactory factory = TransformerFactory.newInstance();
  factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
  factory.newTransformer().transform(new StreamSource(request.getInputStream()), result);
} }`,
    `class A { void write(Document document, Result result) throws Exception {
  TransformerFactory.newInstance().newTransformer().transform(new DOMSource(document), result);
} }`,
    `class A { void read(InputStream in) throws Exception {
  XMLReader reader = XMLReaderFactory.createXMLReader();
  reader.setFeature("http://xml.org/sax/features/external-general-entities", false);
  reader.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
  reader.parse(new InputSource(in));
} }`,
    `class A { void read(Socket socket) throws Exception {
  SchemaFactory factory = SchemaFactory.newInstance(W3C_XML_SCHEMA_NS_URI);
  factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
  factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
  factory.newSchema(new StreamSource(socket.getInputStream()));
} }`,
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
  const isGiven = (): boolean =>
    args.some(({ value }) => traceOf(source, value, 'data').trust === 'untrusted')
  // It reads with a parser of its own that nobody can tell anything.
  if (name === 'evaluate')
    return /\bXPath(?:Expression)?\b/.test(source.text) &&
      args.some(({ value }) =>
        /\bInputSource\b/.test(textOf(source, followName(source, value)).slice(0, 200)),
      ) &&
      isGiven()
      ? { note: 'XPath reads it with a parser that cannot be told what it may read' }
      : undefined
  const own = codeOf(source, enclosing(node, source.dialect.functions) ?? source.root)
  // What is made elsewhere may be told there what it may read.
  const whole = codeOf(source, enclosing(node, source.dialect.classes) ?? source.root)
  const made =
    /(?:\b(?<name>\w+)\s*=\s*)?(?:\w*Factory\.(?:new|create)\w*|new\s+(?:SAX\w+|DOMParser))\(/.exec(own)
  const isHandedOn = new RegExp(String.raw`(?<![.\w])\w+\(\s*${made?.groups?.['name'] ?? '-'}\s*[,)]`).test(
    own,
  )
  const text = made === null || isHandedOn ? whole : own
  if (isClosed(text, name === 'newSchema')) return undefined
  const open: CodeVerdict = partly.test(text)
    ? { note: 'only a part of what may come from elsewhere is turned off' }
    : {}
  const isMade = (factory: string): boolean => new RegExp(String.raw`${factory}\.new\w+\(`).test(text)
  if (name === 'newDocumentBuilder' || name === 'newSAXParser')
    // A document that is made anew is not read.
    return isMade('(?:DocumentBuilderFactory|SAXParserFactory)') && !/newDocument\(\)/.test(own)
      ? open
      : undefined
  if (readers.includes(name)) return isMade('XMLInputFactory') ? {} : undefined
  if (name === 'newSchema') return isMade('SchemaFactory') && isGiven() ? open : undefined
  if (documents.includes(name)) {
    const isReading = name === 'validate' ? /\.newValidator\(/.test(text) : isMade('TransformerFactory')
    return isReading && isGiven() ? open : undefined
  }
  if (
    !factories.test(path) ||
    /DocumentBuilderFactory|SAXParserFactory|TransformerFactory|SchemaFactory|XPathFactory/.test(path)
  )
    return undefined
  if (/XMLInputFactory/.test(path)) return isOpened.test(own) && !readsStream.test(own) ? {} : undefined
  return /\.(?:parse|read|build|unmarshal|getXMLReader)\s*\(/.test(text) ? open : undefined
}

const isOpened =
  /(?:SUPPORT_DTD|IS_SUPPORTING_EXTERNAL_ENTITIES|supportDTD"|isSupportingExternalEntities")\s*,\s*(?:Boolean\.)?(?:true|TRUE)/
const readsStream = new RegExp(readers.join('|'))

/** What is said in comments sets nothing. */
const codeOf = (source: Source, node: Node): string =>
  textOf(source, node)
    .slice(0, 20_000)
    .replaceAll(/\/\*[\s\S]*?\*\/|(?<!:)\/\/[^\n]*/g, '')
