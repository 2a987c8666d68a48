import { constantText } from '../../../syntax/values.ts'
import type { CodeRule, Site } from '../code-rule.ts'
import { type Sink, taintRule } from '../taint-rule.ts'

/** Operators whose value MongoDB runs as JavaScript: https://www.mongodb.com/docs/manual/reference/operator/query/where/ */
const running = /^\$(?:where|function|accumulator|expr)$/

const isOfRunning = ({ source, args }: Site): boolean =>
  running.test(constantText(source, args[0]?.value ?? null) ?? '')

const usesMongo: Sink['when'] = ({ source }) => /mongo|bson/i.test(source.text)

export const nosqlInjection: CodeRule = taintRule(
  'java',
  'nosql-injection',
  {
    url: 'https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/07-Input_Validation_Testing/05.6-Testing_for_NoSQL_Injection',
    checked: 'read',
  },
  {
    kind: 'query',
    literals: ['mongo', 'Mongo', 'bson', '$where', 'RedisScript'],
    sinks: [
      {
        // `new BasicDBObject("$where", text)`, `query.put("$where", text)`, builders.
        calls: ['BasicDBObject', 'Document', 'put', 'append', 'add', 'eq', 'BasicDBObjectBuilder'],
        takes: [1],
        unknown: 'medium',
        unseen: 'nothing',
        when: (site) => isOfRunning(site),
      },
      { calls: ['where'], path: /(?:^|\.)Filters\.where$/, unknown: 'medium', unseen: 'nothing' },
      {
        // Queries that are read from a text.
        calls: ['parse', 'BasicQuery', 'BasicUpdate'],
        path: /(?:^|\.)(?:BasicDBObject|Document|BsonDocument|RawBsonDocument)\.parse$|(?:^|\.)Basic(?:Query|Update)$/,
        built: 'medium',
        unseen: 'nothing',
        local: 'nothing',
        when: (site, value, trace) =>
          (trace.isBuilt || trace.trust === 'untrusted') &&
          usesMongo(site, value, trace) &&
          /^\s*\{|\{.*:/.test(trace.prefix || site.source.text.slice(value.startIndex, value.endIndex)),
      },
      {
        calls: ['mapReduce', 'eval', 'doEval'],
        path: /(?:collection|coll|db|database|mongoTemplate)\w*\.\w+$/i,
        takes: [0, 1],
        local: 'nothing',
        when: usesMongo,
      },
      { calls: ['of'], path: /(?:^|\.)RedisScript\.of$/, local: 'nothing' },
    ],
    matches: [
      `class A { List<Document> find(String name) {
  BasicDBObject query = new BasicDBObject();
  query.put("$where", "this.name == \\"" + name + "\\""); // here
  return collection.find(query);
} }`,
      `class A { void find(HttpServletRequest request) { collection.find(new Document("$where", "this.name == '" + request.getParameter("name") + "'")); } }`,
      `import org.springframework.data.mongodb.core.query.BasicQuery;
class A { void find(String name) { template.find(new BasicQuery("{ name: '" + name + "' }"), User.class); } }`,
      `import org.bson.Document;
class A { void find(HttpServletRequest request) { collection.find(Document.parse("{ name: '" + request.getParameter("name") + "' }")); } }`,
    ],
    misses: [
      `class A { void find(String name) { query.put("name", name); query.put("$where", "this.a > this.b"); } }`,
      `import org.bson.Document;
class A { Document read(String json) { return Document.parse(json); } }`,
      `class A { void find(String name) { collection.find(Filters.eq("name", name)); } } // mongo`,
    ],
  },
)
