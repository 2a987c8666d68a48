import { textOf } from '../../../syntax/source.ts'
import type { CodeRule } from '../code-rule.ts'
import { isSql, taintRule } from '../taint-rule.ts'

const cursors =
  /(?:^|\.)(?:\w*(?:cur|cursor|conn|connection|db|database|engine|session|execute|sql)\w*)(?:\(\))?\.\w+$/i

export const sqlInjection: CodeRule = taintRule(
  'python',
  'sql-injection',
  'https://peps.python.org/pep-0249/#paramstyle',
  {
    kind: 'sql',
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
      'DROP ',
      '.raw(',
      'RawSQL',
      '.extra(',
      '.execute(',
      '.executemany(',
      'text(',
      'read_sql',
    ],
    sinks: [
      {
        calls: [
          'execute',
          'executemany',
          'executescript',
          'raw',
          'mogrify',
          'fetch',
          'fetchrow',
          'fetchval',
          'fetch_all',
          'fetch_one',
          'exec_driver_sql',
          'read_sql',
          'read_sql_query',
          'query',
          'run',
          'callproc',
          'copy_expert',
          'sql',
        ],
        path: /\./,
        takes: [0, 'sql', 'query', 'statement'],
        built: 'medium',
        when: ({ source, path }, value, { prefix, isBuilt, trust }) =>
          isSql(prefix) ||
          (isBuilt &&
            isSql(
              textOf(source, value)
                .replace(/^[^"']*["']+/, '')
                .slice(0, 300),
            )) ||
          (trust === 'untrusted' && cursors.test(path) && /\.(?:execute\w*|raw|mogrify)$/.test(path)),
      },
      {
        calls: ['raw', 'RawSQL', 'extra', 'from_statement'],
        path: /(?:^|\.)(?:objects\.raw|RawSQL|(?:objects|filter\(\)|all\(\)|queryset|qs)\.extra)$/,
        takes: [0, 'where', 'tables', 'order_by', 'select'],
        built: 'medium',
      },
      {
        calls: ['text', 'literal_column', 'DDL', 'TextClause'],
        path: /^(?:sqlalchemy(?:\.sql(?:\.expression)?)?|sa|db)\.(?:text|literal_column|DDL|TextClause)$|^(?:text|literal_column)$/,
        built: 'medium',
        when: ({ source }, _value, { isBuilt, trust }) =>
          (isBuilt || trust === 'untrusted') && source.text.includes('sqlalchemy'),
      },
      {
        calls: ['filter', 'order_by', 'group_by', 'having', 'distinct'],
        path: /\.\w+$/,
        when: ({ source }, value, { isBuilt, trust }) =>
          trust === 'untrusted' &&
          isBuilt &&
          /sqlalchemy/i.test(source.text) &&
          /^(?:string|binary_operator|call)$/.test(value.type) &&
          /[=<>]/.test(textOf(source, value)),
      },
    ],
    matches: [
      `from flask import request
def show():
    name = request.args.get('name')
    cursor.execute("SELECT * FROM users WHERE name = '%s'" % name)  # here`,
      `def find(name):
    cursor.execute(f"SELECT * FROM users WHERE name = '{name}'")`,
      `def find(name):
    query = "DELETE FROM users WHERE name = '" + name + "'"
    db.execute(query)`,
      `def find(request):
    return User.objects.raw('SELECT * FROM app_user WHERE name = {}'.format(request.GET['name']))`,
      `from fastapi import FastAPI
app = FastAPI()
@app.get('/items')
async def items(order: str):
    return await database.fetch_all('SELECT * FROM items ORDER BY ' + order)`,
    ],
    misses: [
      `cursor.execute("SELECT * FROM users WHERE name = %s", (name,))`,
      `TABLE = 'users'
cursor.execute(f"SELECT * FROM {TABLE}")`,
      `def find(request):
    cursor.execute("SELECT * FROM users WHERE id = %d" % int(request.GET['id']))`,
      `def find(ids):
    cursor.execute("SELECT * FROM t WHERE id IN (%s)" % ','.join(['?'] * len(ids)), ids)`,
      `def find(order):
    if order not in ('name', 'age'):
        raise ValueError(order)
    cursor.execute('SELECT * FROM users ORDER BY ' + order)`,
      `def run(command):
    shell.execute('ls ' + command)`,
      `def find(n: int):
    cursor.execute(f"SELECT * FROM users LIMIT {n}")`,
    ],
  },
)
