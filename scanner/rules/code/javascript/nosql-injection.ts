import { textOf } from '../../../syntax/source.ts'
import type { CodeRule } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'

/** Of those parts of a request objects can come; what is in the path is text. */
const mayBeObject = /\b(?:body|query|cookies|payload)\b/

export const nosqlInjection: CodeRule = taintRule(
  'javascript',
  'nosql-injection',
  'https://www.mongodb.com/docs/manual/reference/operator/query/where/',
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
        when: ({ source, path, name }, value, { trust, isBuilt }) =>
          trust === 'untrusted' &&
          !isBuilt &&
          /^(?:object|identifier|member_expression)$/.test(value.type) &&
          // What an array's `find` takes is a function; Sequelize has its conditions in `where`.
          !/\bwhere\s*:/.test(textOf(source, value)) &&
          mayBeObject.test(source.text) &&
          (/^find(?:One)|^(?:update|delete|replace)(?:One|Many)|Documents$/.test(name) ||
            /mongo|collection|model|User|\bdb\b/i.test(path)),
      },
    ],
    matches: [
      `app.post('/login', async (req, res) => {
         const user = await User.findOne({ name: req.body.name, password: req.body.password }) // here
       })`,
      `app.post('/', (req, res) => {
         db.collection('users').find({ $where: 'this.name == "' + req.body.name + '"' }) // here
       })`,
      `function find(text) { return Item.find({ $where: text }) }`,
    ],
    misses: [
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
