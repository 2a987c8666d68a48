import { z } from 'zod'

/** What the record does not hold and the database told when the pack was made: names, and what a sweep could not look at. */
export const repositoryLine = z.object({
  id: z.string(),
  organization: z.string(),
  /** GitHub's numeric id. */
  githubId: z.number(),
  /** `acme/web`, as it is called now. */
  name: z.string(),
  visibility: z.string(),
  isArchived: z.boolean(),
  firstSeenAt: z.string(),
  goneAt: z.string().nullable(),
})
export type RepositoryLine = Readonly<z.output<typeof repositoryLine>>

export const personLine = z.object({
  id: z.uuid(),
  /** null: somebody who has no GitHub account that we know. */
  githubId: z.number().nullable(),
  /** null: erased. */
  login: z.string().nullable(),
})
export type NamedPerson = Readonly<z.output<typeof personLine>>

const gap = z.object({ repository: z.string(), what: z.enum(['read', 'scan']), why: z.string() })
export const sweepLine = z.object({
  id: z.string(),
  organization: z.string(),
  startedAt: z.string(),
  /** null: it was under way when the pack was made. */
  finishedAt: z.string().nullable(),
  repositories: z.number().nullable(),
  read: z.number().nullable(),
  scanned: z.number().nullable(),
  notWanted: z.number().nullable(),
  failedCount: z.number().nullable(),
  failed: z.array(gap),
})
export type SweepLine = Readonly<z.output<typeof sweepLine>>

/** Who did something, by their opaque id, and their login where it is known. */
export interface Who {
  readonly id: string
  readonly login: string | null
}
