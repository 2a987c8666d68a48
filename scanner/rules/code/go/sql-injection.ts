import { textOf } from '../../../syntax/source.ts'
import type { CodeRule } from '../code-rule.ts'
import { isSql, type Sink, taintRule } from '../taint-rule.ts'

const databases = /(?:^|\.)(?:\w*(?:db|DB|tx|Tx|conn|Conn|pool|stmt))\.\w+$/

const looksSql: Sink['when'] = ({ source, path }, value, { prefix, isBuilt, trust }) =>
  (trust === 'untrusted' && databases.test(path)) ||
  isSql(prefix) ||
  (isBuilt &&
    isSql(
      textOf(source, value)
        .replace(/^[^"`]*["`]/, '')
        .slice(0, 300),
    ))

export const sqlInjection: CodeRule = taintRule(
  'go',
  'sql-injection',
  { url: 'https://go.dev/doc/database/sql-injection', checked: 'read' },
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
      '.Raw(',
      '.Where(',
      '.Order(',
    ],
    sinks: [
      {
        calls: [
          'Query',
          'QueryRow',
          'Exec',
          'Prepare',
          'MustExec',
          'Queryx',
          'QueryRowx',
          'NamedExec',
          'NamedQuery',
          'Raw',
          'RawSQL',
        ],
        path: /\./,
        built: 'medium',
        when: looksSql,
      },
      {
        calls: [
          'QueryContext',
          'QueryRowContext',
          'ExecContext',
          'PrepareContext',
          'Get',
          'Select',
          'GetContext',
          'SelectContext',
          'Query',
          'Exec',
          'QueryRow',
        ],
        path: /\./,
        takes: [1, 2],
        built: 'medium',
        when: looksSql,
      },
      {
        calls: [
          'Raw',
          'Where',
          'Order',
          'Group',
          'Having',
          'Or',
          'Not',
          'Joins',
          'Select',
          'Exec',
          'Pluck',
          'Distinct',
        ],
        path: /(?:^|\.)(?:\w*db|tx|query|q|gorm|DB)(?:\.\w+\(\))*\.\w+$/i,
        built: 'medium',
        when: ({ source, name }, value, { isBuilt, trust }) =>
          trust === 'untrusted' &&
          (isBuilt || name === 'Order' || name === 'Raw') &&
          /gorm|xorm|sqlx|bun\b/.test(source.text) &&
          !/map\[|\{/.test(textOf(source, value)),
      },
    ],
    matches: [
      `package a
func find(w http.ResponseWriter, r *http.Request) {
	db.Query("SELECT * FROM users WHERE name = '" + r.URL.Query().Get("name") + "'") // here
}`,
      `package a
func find(name string) {
	query := fmt.Sprintf("SELECT * FROM users WHERE name = '%s'", name)
	db.QueryRow(query) // here
}`,
      `package a
func find(ctx context.Context, name string) { db.ExecContext(ctx, "DELETE FROM users WHERE name = '"+name+"'") }`,
    ],
    misses: [
      `package a
func find(name string) { db.Query("SELECT * FROM users WHERE name = ?", name) }`,
      `package a
const table = "users"
func find() { db.Query("SELECT * FROM " + table) }`,
      `package a
func find(id int) { db.Query(fmt.Sprintf("SELECT * FROM users WHERE id = %d", id)) }`,
      `package a
func find(name string) { index.Query("tag:" + name) } // SELECT`,
    ],
  },
)
