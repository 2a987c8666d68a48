import { type RawBuilder, sql } from 'kysely'
import { invalid } from '../../enforcement/provisioning/scim-error.ts'
import type { Comparison, FilterValue, ScimFilter } from '../../enforcement/provisioning/scim-filter.ts'

type Expression = RawBuilder<unknown>

/** What a path is in the database. */
export type Column =
  | { readonly kind: 'text' | 'exact' | 'id' | 'flag' | 'time'; readonly of: Expression }
  /** One of several rows: what comes before the condition on one, and what is in it. */
  | {
      readonly kind: 'several'
      readonly exists: (condition: Expression) => RawBuilder<boolean>
      readonly inside: Columns
      /** By which the whole is sorted. */
      readonly first: Expression
    }
export type Columns = Readonly<Record<string, Column>>

/**
 * A filter as a condition. Its values are parameters of the statement, its paths are looked up among columns: no text of it is ever part of
 * the statement. @throws ScimError `invalidFilter` where an operator does not fit a type
 */
export function filterSql(filter: ScimFilter, columns: Columns): RawBuilder<boolean> {
  if ('filters' in filter) {
    const parts = filter.filters.map((one) => filterSql(one, columns))
    return sql<boolean>`(${sql.join(parts, filter.op === 'and' ? sql` and ` : sql` or `)})`
  }
  if (filter.op === 'not') return sql<boolean>`not coalesce(${filterSql(filter.filter, columns)}, false)`
  const { column, path } = columnOf(filter.path, columns)
  if (filter.op === 'any') {
    if (column.kind !== 'several')
      throw invalid('invalidFilter', `\`${filter.path}\` has not several values.`)
    return column.exists(filterSql(filter.filter, within(column.inside, filter.path)))
  }
  const conditionOn = (simple: Simple): RawBuilder<boolean> =>
    filter.op === 'pr' ? isPresent(simple) : compare(simple, filter.op, filter.value, filter.path)
  return column.kind === 'several' ? column.exists(conditionOn(partOf(column, path))) : conditionOn(column)
}

/** Inside of brackets paths begin with the attribute's name. */
const within = (inside: Columns, path: string): Columns =>
  Object.fromEntries(Object.entries(inside).map(([name, column]) => [`${path}.${name}`, column]))

type Simple = Exclude<Column, { readonly kind: 'several' }>

function columnOf(path: string, columns: Columns): { readonly column: Column; readonly path: string } {
  const whole = Object.hasOwn(columns, path) ? columns[path] : undefined
  if (whole) return { column: whole, path }
  const [first = '', ...rest] = path.split('.')
  const outer = Object.hasOwn(columns, first) ? columns[first] : undefined
  if (outer?.kind === 'several') return { column: outer, path: rest.join('.') }
  throw invalid('invalidFilter', `\`${path}\` cannot be asked for.`)
}

function partOf({ inside }: Extract<Column, { readonly kind: 'several' }>, path: string): Simple {
  const part = Object.hasOwn(inside, path) ? inside[path] : undefined
  if (part && part.kind !== 'several') return part
  throw invalid('invalidFilter', `\`${path}\` cannot be asked for.`)
}

const isPresent = ({ of }: Simple): RawBuilder<boolean> => sql<boolean>`${of} is not null`

function compare(column: Simple, op: Comparison, value: FilterValue, path: string): RawBuilder<boolean> {
  if (value === null) {
    if (op === 'eq') return sql<boolean>`${column.of} is null`
    if (op === 'ne') return sql<boolean>`${column.of} is not null`
    throw invalid('invalidFilter', `Nothing is \`${op}\` null.`)
  }
  if (column.kind === 'flag') return compareFlag(column.of, op, value, path)
  if (column.kind === 'time') return compareOrdered(column.of, op, timeOf(value, path), path)
  if (typeof value === 'boolean') throw invalid('invalidFilter', `\`${path}\` is compared with a text.`)
  const wanted = String(value)
  if (column.kind === 'id' && op === 'eq' && isUuid(wanted))
    return sql<boolean>`${column.of} = ${wanted}::uuid`
  if (column.kind === 'id') return compareText(sql`${column.of}::text`, op, sql`lower(${wanted}::text)`)
  if (column.kind === 'exact') return compareText(column.of, op, sql`${wanted}::text`)
  return compareText(sql`lower(${column.of})`, op, sql`lower(${wanted}::text)`)
}

const isUuid = (text: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

function compareText(of: Expression, op: Comparison, wanted: Expression): RawBuilder<boolean> {
  if (op === 'eq') return sql<boolean>`${of} = ${wanted}`
  if (op === 'ne') return sql<boolean>`${of} is distinct from ${wanted}`
  // No pattern is made of what was asked, so that nothing in it has a meaning.
  if (op === 'co') return sql<boolean>`strpos(${of}, ${wanted}) > 0`
  if (op === 'sw') return sql<boolean>`starts_with(${of}, ${wanted})`
  if (op === 'ew') return sql<boolean>`right(${of}, length(${wanted})) = ${wanted}`
  return sql<boolean>`${of} collate "C" ${ordering(op)} ${wanted}`
}

const ordering = (op: 'gt' | 'ge' | 'lt' | 'le'): Expression =>
  ({ gt: sql`>`, ge: sql`>=`, lt: sql`<`, le: sql`<=` })[op]

function compareFlag(of: Expression, op: Comparison, value: FilterValue, path: string): RawBuilder<boolean> {
  const wanted =
    typeof value === 'boolean' ? value : { true: true, false: false }[String(value).toLowerCase()]
  if (wanted === undefined || (op !== 'eq' && op !== 'ne'))
    throw invalid('invalidFilter', `\`${path}\` is \`eq\` or \`ne\` true or false.`)
  return op === 'eq' ? sql<boolean>`${of} = ${wanted}` : sql<boolean>`${of} is distinct from ${wanted}`
}

function timeOf(value: FilterValue, path: string): Date {
  const at = new Date(typeof value === 'string' ? value : Number.NaN)
  if (Number.isNaN(at.getTime())) throw invalid('invalidFilter', `\`${path}\` is compared with a time.`)
  return at
}

/** @param of kept to the microsecond, of which nobody is told */
function compareOrdered(of: Expression, op: Comparison, at: Date, path: string): RawBuilder<boolean> {
  const told = sql`date_trunc('milliseconds', ${of})`
  if (op === 'eq') return sql<boolean>`${told} = ${at}::timestamptz`
  if (op === 'ne') return sql<boolean>`${told} is distinct from ${at}::timestamptz`
  if (op === 'co' || op === 'sw' || op === 'ew')
    throw invalid('invalidFilter', `\`${path}\` is a time, of which there is no \`${op}\`.`)
  return sql<boolean>`${told} ${ordering(op)} ${at}::timestamptz`
}

/** @throws ScimError `invalidFilter` where nothing can be sorted by it */
export function sortSql(path: string, columns: Columns): Expression {
  const { column } = columnOf(path, columns)
  if (column.kind === 'several') return column.first
  return column.kind === 'text' ? sql`lower(${column.of}) collate "C"` : column.of
}
