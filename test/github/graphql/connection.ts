import { GraphQLError } from 'graphql'

export interface ConnectionArguments {
  readonly first?: number | null
  readonly last?: number | null
  readonly after?: string | null
}

const mark = (index: number): string => Buffer.from(`cursor:${index}`).toString('base64')
const indexOf = (cursor: string): number =>
  Number(Buffer.from(cursor, 'base64').toString().slice('cursor:'.length))

/** A page of a list, in the form that GraphQL gives to lists. GitHub wants a size, of a hundred at most. */
export function connection<T>(
  field: string,
  items: readonly T[],
  { first, last, after }: ConnectionArguments,
  render: (item: T) => unknown,
): Readonly<Record<string, unknown>> {
  const size = first ?? last
  if (size === null || size === undefined)
    throw new GraphQLError(
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${field}\` connection.`,
      {
        extensions: { type: 'MISSING_PAGINATION_BOUNDARIES' },
      },
    )
  if (size > 100)
    throw new GraphQLError(
      `Requesting ${size} records on the \`${field}\` connection exceeds the \`first\` limit of 100 records.`,
      { extensions: { type: 'EXCESSIVE_PAGINATION' } },
    )
  const start = last ? Math.max(0, items.length - last) : after ? indexOf(after) + 1 : 0
  const shown = items.slice(start, start + size)
  const edges = shown.map((item, index) => ({ cursor: mark(start + index), node: render(item) }))
  return {
    totalCount: items.length,
    nodes: edges.map(({ node }) => node),
    edges,
    pageInfo: {
      hasNextPage: start + size < items.length,
      hasPreviousPage: start > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  }
}
