import type { Node } from 'web-tree-sitter'
import { enclosing, functionName, type Source, textOf } from '../../../syntax/source.ts'
import { isTrue } from '../../../syntax/values.ts'
import { traceOf } from '../../../syntax/taint/trace.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

export const unsafeDeserialization: CodeRule = {
  ...papersFor(
    'java',
    'unsafe-deserialization',
    'https://cheatsheetseries.owasp.org/cheatsheets/Deserialization_Cheat_Sheet.html#java',
    'read',
  ),
  query: {
    literals: [
      'ObjectInputStream',
      'XMLDecoder',
      'Yaml',
      'XStream',
      'enableDefaultTyping',
      'activateDefaultTyping',
      'SerializationUtils',
      'JsonTypeInfo',
      'Hessian',
      'Kryo',
      'setReturningObjFlag',
      'SearchControls',
      'fastjson',
    ],
    calls: [
      'ObjectInputStream',
      'XMLDecoder',
      'load',
      'loadAll',
      'loadAs',
      'parse',
      'loadType',
      'readObject',
      'readObjectOrNull',
      'readClassAndObject',
      'BurlapInput',
      'fromXML',
      'enableDefaultTyping',
      'deserialize',
      'HessianInput',
      'Hessian2Input',
      'JsonTypeInfo',
      'setReturningObjFlag',
      'SearchControls',
      'parseObject',
    ],
  },
  judge: judgeReader,
  matches: [
    `import java.io.ObjectInputStream;
class A { Object read(InputStream in) throws Exception {
  return new ObjectInputStream(in).readObject(); // here
} }`,
    `import java.beans.XMLDecoder;
class A { Object read(InputStream in) { return new XMLDecoder(in).readObject(); } }`,
    `import org.yaml.snakeyaml.Yaml;
class A { Object read(String text) { Yaml yaml = new Yaml(); return yaml.load(text); } }`,
    `class A { void set(ObjectMapper mapper) { mapper.enableDefaultTyping(); } }`,
    `class A { @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Object content; }`,
    `class A { void find(SearchControls controls) { controls.setReturningObjFlag(true); } }`,
    `import com.alibaba.fastjson.JSON;
class A { Object read(HttpServletRequest request) { return JSON.parse(request.getParameter("a")); } }`,
  ],
  misses: [
    `@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) abstract class UserMixin {}`,
    `class A { @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type") Object content; }`,
    `class A { void find(SearchControls controls) { controls.setReturningObjFlag(false); } }`,
    `import com.alibaba.fastjson.JSON;
class A { Object read(String text) { return JSON.parse(text); } }`,
    `import org.yaml.snakeyaml.Yaml;
class A { Object read(String text) { Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions())); return yaml.load(text); } }`,
    `class A { Object read(String text) throws Exception { return mapper.readValue(text, A.class); } } // XStream`,
    `import java.io.ObjectInputStream;
class A { Object read(InputStream in) throws Exception { ObjectInputStream reader = new ObjectInputStream(in); reader.setObjectInputFilter(filter); return reader.readObject(); } }`,
  ],
}

/** How the reader was made: told by the function around, where it is made there. */
function isSafeYaml(source: Source, node: Node): boolean {
  const around = enclosing(node, source.dialect.functions)
  const own = around === null ? '' : textOf(source, around)
  return /SafeConstructor|new Yaml\(new Constructor\(\w/.test(/new Yaml\(/.test(own) ? own : source.text)
}

const isOfMixin = (source: Source, node: Node): boolean =>
  /mixin$/i.test(functionName(source, enclosing(node, source.dialect.classes) ?? node))

/** Before 1.2.83 what is read may name classes. */
const judgeFastjson = (source: Source, path: string, value: Node | undefined): CodeVerdict | undefined =>
  value !== undefined &&
  /^com\.alibaba\.fastjson\.JSON(?:Object)?\.\w+$/.test(path) &&
  !/setSafeMode\(\s*true/.test(source.text) &&
  traceOf(source, value, 'data').trust === 'untrusted'
    ? { confidence: 'medium', note: 'before fastjson 1.2.83 it may name any class' }
    : undefined

function judgeReader({ source, node, name, path, args }: Site): CodeVerdict | undefined {
  const { text } = source
  const medium: CodeVerdict = {
    confidence: 'medium',
    note: 'whoever can write what it reads can run code here',
  }
  switch (name) {
    case 'ObjectInputStream':
      return /setObjectInputFilter|resolveClass/.test(text) ? undefined : medium
    case 'XMLDecoder':
    case 'HessianInput':
    case 'Hessian2Input':
      return medium
    case 'JsonTypeInfo':
      // What is said of another library's classes goes with a list of those that may be made, as Spring Security's does.
      return /\b(?:MINIMAL_)?CLASS\b/.test(textOf(source, node)) && !isOfMixin(source, node)
        ? { confidence: 'medium', severity: 'medium', note: 'what is read names the class that is made' }
        : undefined
    case 'setReturningObjFlag':
    case 'SearchControls':
      return isTrue(source, args[name === 'SearchControls' ? 4 : 0]?.value)
        ? { confidence: 'medium', severity: 'medium', note: 'objects that the directory holds are made' }
        : undefined
    case 'parseObject':
      return judgeFastjson(source, path, args[0]?.value)
    case 'load':
    case 'loadAll':
    case 'parse':
    case 'loadType':
    case 'loadAs': {
      const isYaml = /(?:\byaml|Yaml\(\))\.\w+$/i.test(path) && /snakeyaml|new Yaml\(/.test(text)
      if (isYaml) return isSafeYaml(source, node) ? undefined : medium
      return name === 'parse' ? judgeFastjson(source, path, args[0]?.value) : undefined
    }
    case 'BurlapInput':
      return medium
    case 'readObject':
    case 'readObjectOrNull':
    case 'readClassAndObject':
      // Since Kryo 5 classes have to be registered.
      return /(?:^|\.)kryo\w*\.\w+$/i.test(path) && !/setRegistrationRequired\(\s*true/.test(text)
        ? { confidence: 'medium', severity: 'medium', note: 'before Kryo 5 it may name any class' }
        : undefined
    case 'fromXML':
      return /XStream/.test(text) && !/allowTypes|setupDefaultSecurity|denyTypes|addPermission/.test(text)
        ? medium
        : undefined
    case 'deserialize':
      return /(?:^|\.)SerializationUtils\.deserialize$/.test(path) ? medium : undefined
    default:
      return {}
  }
}
