import { type RawBuilder, sql } from 'kysely'
import type { OrganizationFiguresTable } from './schema.ts'

/** One of what the overview counts. */
export type Figure = Exclude<keyof OrganizationFiguresTable, 'organization_id'>

const isReached = `connected_paths <> '{}'`
const one = (condition: string): string => `case when ${condition} then 1 else 0 end`

/** What a row of `repository_summaries` adds to each figure of its organization, in SQL. */
const figures: Readonly<Record<Figure, string>> = {
  repositories: '1',
  exposed_secrets: `case when ${isReached} then open_secrets else 0 end`,
  exposed_files: `case when ${isReached} then open_files else 0 end`,
  exposed: one(`${isReached} and worst > 0`),
  secrets: 'open_secrets',
  files: 'open_files',
  with_findings: one('worst > 0'),
  reached: one(isReached),
  allowed: one(`${isReached} and outcome = 'allowed'`),
  can_change: one(`${isReached} and can_change`),
  cannot_see: one(`connected_paths = '{}' and unknown_paths <> '{}'`),
  waiting: one('request_id is not null'),
  unowned: one(`owners = '{}'`),
  undecided: one(`outcome = 'undecided'`),
  not_scanned: one('scan_failed_at is not null'),
}

const listed = (toSql: (name: string, of: string) => string): RawBuilder<unknown> =>
  sql.raw(
    Object.entries(figures)
      .map(([name, of]) => toSql(name, of))
      .join(', '),
  )

/** The figures as columns of a `select` from `organization_figures`. */
export const keptFigures = listed((name) => name)

/** The figures of rows of `repository_summaries`, as columns of a `select`. */
export const summedFigures = listed((name, of) => `coalesce(sum(${of}), 0)::integer as ${name}`)

/** Sums of rows that hold figures, as columns of a `select`. */
export const addedFigures = listed((name) => `coalesce(sum(${name}), 0)::integer as ${name}`)

/**
 * Writes into `organization_figures` by how much they change, as part of the statement that replaces summaries, so that they are never
 * anything but the sums of what the lists show.
 * @param before the rows that are replaced or deleted, with all columns of `repository_summaries`
 * @param after the rows that stand in their place
 */
export const changeFigures = (
  before: RawBuilder<unknown>,
  after: RawBuilder<unknown>,
): RawBuilder<unknown> => sql`
  insert into organization_figures (organization_id, ${keptFigures})
  select organization_id, ${addedFigures} from (
    select organization_id, ${listed((name, of) => `-(${of}) as ${name}`)} from ${before} as one
    union all
    select organization_id, ${listed((name, of) => `${of} as ${name}`)} from ${after} as other
  ) change group by organization_id order by organization_id
  on conflict (organization_id) do update set ${listed((name) => `${name} = organization_figures.${name} + excluded.${name}`)}`
