import type { Node } from 'web-tree-sitter'
import { possibleValues } from '../../../syntax/possible-values.ts'
import { traceOf } from '../../../syntax/taint/trace.ts'
import { isAtLeast } from '../../../syntax/taint/trust.ts'
import { receiverOf, type Source, textOf } from '../../../syntax/source.ts'
import type { CodeRule } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'

/** Of those parts of a request objects can come; what is in the path is text. */
const mayBeObject = /\b(?:body|query|cookies|payload)\b/

/** `db.collection('users')`, also where it has a name of its own by then. */
function isCollection(source: Source, node: Node): boolean {
  const object = receiverOf(source, node)
  return (
    object !== null &&
    possibleValues(source, object).some((one) =>
      /\.(?:collection|model|getCollection)\(/.test(textOf(source, one).slice(0, 300)),
    )
  )
}

/** Whether something in it may be an object still: a text made of a value is none. */
function hasObject(source: Source, value: Node): boolean {
  if (value.type !== 'object') return true
  return value.namedChildren.some((pair) => {
    const own = pair?.type === 'pair' ? pair.childForFieldName('value') : pair
    return (
      own != null &&
      own.type !== 'template_string' &&
      isAtLeast(traceOf(source, own, 'query').trust, 'untrusted')
    )
  })
}

export const nosqlInjection: CodeRule = taintRule(
  'javascript',
  'nosql-injection',
  {
    url: 'https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/07-Input_Validation_Testing/05.6-Testing_for_NoSQL_Injection',
    checked: 'read',
  },
  {
    kind: 'query',
    literals: [
      '$where',
      'findOne',
      '.find(',
      'updateOne',
      'deleteOne',
      'mapReduce',
      'mongo',
      'ConditionExpression',
      'FilterExpression',
      'UpdateExpression',
    ],
    sinks: [
      { settings: ['$where', '$function', '$accumulator'], unknown: 'medium' },
      {
        // DynamoDB: values have places of their own, `:name`.
        settings: ['FilterExpression', 'KeyConditionExpression', 'ConditionExpression', 'UpdateExpression'],
        local: 'nothing',
      },
      { calls: ['$where', 'mapReduce'], path: /\./, unknown: 'medium' },
      {
        calls: [
          'find',
          'findOne',
          'findOneAndUpdate',
          'findOneAndDelete',
          'findOneAndRemove',
          'findOneAndReplace',
          'updateOne',
          'updateMany',
          'deleteOne',
          'deleteMany',
          'countDocuments',
          'count',
          'distinct',
          'replaceOne',
          'remove',
          'update',
        ],
        path: /\.(?:find|count|update|delete|replace|distinct|remove)\w*$/,
        when: ({ source, node, path, name }, value, { trust, isBuilt }) =>
          trust === 'untrusted' &&
          !isBuilt &&
          /^(?:object|identifier|member_expression)$/.test(value.type) &&
          // What an array's `find` takes is a function; Sequelize has its conditions in `where`.
          !/\bwhere\s*:/.test(textOf(source, value)) &&
          hasObject(source, value) &&
          mayBeObject.test(source.text) &&
          (/^find(?:One)|^(?:update|delete|replace)(?:One|Many)|Documents$/.test(name) ||
            /mongo|collection|model|User|\bdb\b/i.test(path) ||
            isCollection(source, node)),
      },
    ],
    matches: [
      `app.post('/find', (req, res) => {
         const query = {}
         query.title = req.body.title
         connect((db) => {
           const docs = db.collection('docs')
           docs.find(query) // here
         })
       })`,
      `app.post('/login', async (req, res) => {
         const user = await User.findOne({ name: req.body.name, password: req.body.password }) // here
       })`,
      `app.post('/', (req, res) => {
         db.collection('users').find({ $where: 'this.name == "' + req.body.name + '"' }) // here
       })`,
      `function find(text) { return Item.find({ $where: text }) }`,
    ],
    misses: [
      `app.post('/find', (req, res) => Model.find({ id: \`\${req.body.id}\` }))`,
      `app.post('/login', async (req, res) => {
         const user = await User.findOne({ name: String(req.body.name) })
       })`,
      `app.get('/', (req, res) => list.find((one) => one.id === req.query.id))`,
      `User.findOne({ name: 'admin' })`,
      `app.get('/', (req, res) => User.findOne({ where: { name: req.body.name } }))`,
      `db.items.find({ $where: 'this.a > this.b' })`,
    ],
  },
)
