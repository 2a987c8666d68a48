import { z } from 'zod'

/** What is used of Octokit for GraphQL. */
export type AskGraphql = (query: string, variables: Readonly<Record<string, unknown>>) => Promise<unknown>

export interface GraphqlAnswer {
  /** As it came; null where nothing was answered. */
  readonly data: unknown
  /** What could not be answered, and where. */
  readonly errors: readonly GraphqlError[]
}

const errorSchema = z.object({
  type: z.string().optional(),
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])).optional(),
})
export type GraphqlError = z.output<typeof errorSchema>

/**
 * Asks a query. GitHub answers parts and says what is missing with status 200; Octokit throws what it got, and here it is
 * caught: a part is better than nothing.
 * @throws whatever fails otherwise
 */
export async function askGraphql(
  ask: AskGraphql,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<GraphqlAnswer> {
  try {
    return { data: await ask(query, variables), errors: [] }
  } catch (error) {
    if (!(error instanceof Error) || !('errors' in error) || !('response' in error)) throw error
    const response = z.object({ data: z.unknown() }).safeParse(error.response)
    const errors = z.array(errorSchema).safeParse(error.errors)
    if (!response.success || !errors.success) throw error
    return { data: response.data.data ?? null, errors: errors.data }
  }
}

/** Errors that say that somebody may not, or that there is nothing; all others may pass by themselves. */
export const isRefusal = ({ type }: GraphqlError): boolean =>
  type === 'FORBIDDEN' || type === 'NOT_FOUND' || type === 'INSUFFICIENT_SCOPES'
