import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { MadeRecord } from '../leaving/made-thing.ts'

/** What an issue of ours is to say, and whether it is to be open. */
export interface IssueText {
  readonly isOpen: boolean
  /** What says so much is said anew, also to who has closed the issue: another title opens it again, another text does not. */
  readonly title: string
  /** Markdown, with neither names of people nor anything that its readers may not see. */
  readonly text: string
}

/** For what an issue of ours is; each place has at most one of a purpose. */
export type IssuePurpose = 'owner-notice' | 'manual-steps'

const details = z.object({
  purpose: z.enum(['owner-notice', 'manual-steps']),
  title: z.string(),
  digest: z.string(),
  isOpen: z.boolean(),
})

/** An issue of ours as it was kept last. */
export interface KeptIssue extends z.output<typeof details> {
  readonly number: number
  /** Whether what is recorded is still there: who uninstalled Gatehouse has closed it. */
  readonly isThere: boolean
}

/** The newest of a purpose. @param made what was ever made of the kind `issue` in a repository, the newest first */
export function keptIssue(made: readonly MadeRecord[], purpose: IssuePurpose): KeptIssue | undefined {
  for (const { reference, details: written, removedAt } of made) {
    const parsed = details.safeParse(written)
    if (!parsed.success || parsed.data.purpose !== purpose) continue
    return { ...parsed.data, number: Number(reference), isThere: removedAt === null || !parsed.data.isOpen }
  }
  return undefined
}

/** By what it is known again what an issue says. */
export const digestOfIssue = ({ isOpen, title, text }: IssueText): string =>
  createHash('sha256')
    .update(JSON.stringify([isOpen, title, text]))
    .digest('hex')
    .slice(0, 20)

/** Readers do not see it. By it an issue is found again of which we died before it was recorded. */
export const markOf = (purpose: IssuePurpose): string => `<!-- gatehouse: ${purpose} -->`
