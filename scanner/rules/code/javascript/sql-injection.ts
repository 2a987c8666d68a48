import { textOf } from '../../../syntax/source.ts'
import type { CodeRule } from '../code-rule.ts'
import { isSql, type Sink, taintRule } from '../taint-rule.ts'

const databases =
  /(?:^|\.)(?:\w*(?:db|database|conn|connection|pool|client|pg|mysql|mysql2|sequelize|knex|sql|sqlite\d?|manager|repository|repo|entityManager|queryRunner|prisma|postgres|trx|tx|transaction|oracledb|mssql|stmt|em|dataSource|models))(?:\(\)|\.promise\(\)|\.sequelize|\.manager)*\.\$?\w+$/i

const sinks: readonly Sink[] = [
  {
    calls: [
      'query',
      'execute',
      'run',
      'all',
      'get',
      'each',
      'exec',
      'prepare',
      'any',
      'one',
      'none',
      'oneOrNone',
      'many',
      'manyOrNone',
      'multi',
      'multiResult',
      'map',
      'batch',
    ],
    takes: [0, 'sql', 'text'],
    built: 'medium',
    when: ({ source, path }, value, { prefix, isBuilt }) =>
      isSql(prefix) ||
      (isBuilt &&
        isSql(
          textOf(source, value)
            .replace(/^[^"'`]*["'`]/, '')
            .slice(0, 300),
        )) ||
      (databases.test(path) && /\.(?:query|execute)$/.test(path) && !isBuilt),
  },
  {
    // Statements for RDS Data, DynamoDB (PartiQL), Athena and S3 Select.
    calls: [
      'ExecuteStatementCommand',
      'BatchExecuteStatementCommand',
      'ExecuteSqlCommand',
      'SelectObjectContentCommand',
      'StartQueryExecutionCommand',
      'executeStatement',
      'batchExecuteStatement',
      'executeSql',
      'selectObjectContent',
      'startQueryExecution',
    ],
    takes: ['sql', 'sqlStatements', 'Statement', 'Expression', 'QueryString'],
    built: 'medium',
  },
  {
    calls: [
      'literal',
      'raw',
      'whereRaw',
      'orWhereRaw',
      'orderByRaw',
      'havingRaw',
      'joinRaw',
      'fromRaw',
      'groupByRaw',
      '$queryRawUnsafe',
      '$executeRawUnsafe',
      'unsafe',
    ],
    path: /\.|^literal$/,
    notPath: /(?:^|\.)(?:String|css|html)\.raw$/,
    built: 'medium',
  },
  {
    calls: ['where', 'andWhere', 'orWhere', 'having', 'addSelect', 'leftJoin', 'orderBy'],
    path: /\.\w+$/,
    // Only texts of conditions: objects and names are parameters.
    when: ({ source, path }, value, { isBuilt }) =>
      isBuilt &&
      /[=<>]|\blike\b|\bin\b/i.test(textOf(source, value)) &&
      /quer|repo|builder|qb|select/i.test(path),
    built: 'medium',
  },
]

export const sqlInjection: CodeRule = taintRule(
  'javascript',
  'sql-injection',
  'https://cheatsheetseries.owasp.org/cheatsheets/Query_Parameterization_Cheat_Sheet.html',
  {
    kind: 'sql',
    sinks,
    literals: [
      'SELECT',
      'Select ',
      'select ',
      'INSERT',
      'insert into',
      'UPDATE ',
      'update ',
      'DELETE ',
      'delete from',
      'Raw',
      '.raw(',
      'literal(',
      '.query(',
      '.execute(',
      '.unsafe(',
      'StatementCommand',
      'ExecuteSqlCommand',
      'SelectObjectContent',
      'executeStatement',
    ],
    matches: [
      `app.get('/user', (req, res) => {
         db.query('SELECT * FROM users WHERE id = ' + req.query.id) // here
       })`,
      `async function find(name) {
         return pool.query(\`SELECT * FROM users WHERE name = '\${name}'\`)
       }`,
      `router.post('/', async (ctx) => {
         const { order } = ctx.request.query
         let sql = 'SELECT * FROM items'
         sql += ' ORDER BY ' + order
         await sequelize.query(sql)
       })`,
      `app.get('/', (req, res) => knex('users').whereRaw('name = ' + req.query.name))`,
      `app.get('/', async (req, res) => client.send(new ExecuteStatementCommand({ Statement: 'SELECT * FROM t WHERE a = ' + req.query.a })))`,
      `function load(where) { return connection.query('DELETE FROM t WHERE ' + where) }
       app.post('/', (req, res) => load(req.body.where))`,
    ],
    misses: [
      `app.get('/user', (req, res) => db.query('SELECT * FROM users WHERE id = ?', [req.query.id]))`,
      `app.get('/user', (req, res) => db.query('SELECT * FROM users WHERE id = ' + parseInt(req.query.id, 10)))`,
      `const TABLE = 'users'
       db.query('SELECT * FROM ' + TABLE)`,
      `app.get('/', (req, res) => {
         const { sort } = req.query
         if (!['name', 'age'].includes(sort)) return res.status(400).end()
         db.query(\`SELECT * FROM users ORDER BY \${sort}\`)
       })`,
      `db.query('SELECT * FROM t WHERE id IN (' + ids.map(() => '?').join(',') + ')', ids)`,
      `app.get('/', (req, res) => db.query('SELECT * FROM t WHERE a = ' + mysql.escape(req.query.a)))`,
      `function search(text) { return index.query('tag:' + text) }`,
      `const columns = { name: 'name', age: 'age' }
       app.get('/', (req, res) => db.query('SELECT * FROM t ORDER BY ' + columns[req.query.sort]))`,
    ],
  },
)
