import type { Node } from 'web-tree-sitter'
import { textOf } from '../../../syntax/source.ts'
import { constantText } from '../../../syntax/values.ts'
import type { CodeRule, Site } from '../code-rule.ts'
import { isSql, type Sink, taintRule } from '../taint-rule.ts'

const databases = /(?:^|\.)(?:\w*(?:db|DB|tx|Tx|conn|Conn|pool|stmt))\.\w+$/

/** Behind a written statement stand its parameters. */
const isBehindStatement = ({ source, args }: Site, value: Node): boolean => {
  const [first] = args
  return first !== undefined && first.value.id !== value.id && constantText(source, first.value) !== undefined
}

const looksSql: Sink['when'] = (site, value, { prefix, isBuilt, trust }) =>
  (trust === 'untrusted' && databases.test(site.path) && !isBehindStatement(site, value)) ||
  isSql(prefix) ||
  (isBuilt &&
    isSql(
      textOf(site.source, value)
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
      'database/sql',
      'jmoiron/sqlx',
      'jackc/pgx',
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
          'QueryOne',
          'ExecOne',
          'QueryEx',
          'QueryRowEx',
          'ExecEx',
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
          'QueryOne',
          'ExecOne',
          'QueryOneContext',
          'QueryEx',
          'QueryRowEx',
          'ExecEx',
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
      {
        // Builders of go-pg, bun, gorm and squirrel take conditions as text; a value between quotes is no name of a column.
        calls: [
          'Where',
          'WhereOr',
          'WhereIn',
          'Having',
          'ColumnExpr',
          'TableExpr',
          'OrderExpr',
          'GroupExpr',
          'JoinOn',
          'Join',
          'Joins',
          'Order',
        ],
        path: /\(\)\.\w+$|(?:^|\.)(?:\w*db|tx|query|q)\.\w+$/i,
        built: 'medium',
        when: ({ source }, value, { isBuilt, trust }) =>
          isBuilt &&
          /go-pg|uptrace|gorm|squirrel|xorm/.test(source.text) &&
          (trust === 'untrusted' || /'(?:["`]|%[sv])/.test(textOf(source, value))),
      },
    ],
    matches: [
      `package main
import "database/sql"
func find(db *sql.DB, r *http.Request) {
  question := &Question{Text: r.FormValue("text")}
  db.Query(question.Text) // here
}`,
      `package a
import "github.com/uptrace/bun"
func find(name string) { db.NewSelect().Where(fmt.Sprintf("name = '%s'", name)) } // here`,
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
func find(r *http.Request) { db.Query("SELECT * FROM users WHERE name = ?", r.FormValue("name")) }`,
      `package a
import "gorm.io/gorm"
func find(column string) { db.Model(&User{}).Where(column + " = ?", 1) } // .Where(`,
      `package a
func find(name string) { index.Query("tag:" + name) } // SELECT`,
    ],
  },
)
