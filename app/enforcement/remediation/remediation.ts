import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { KnownFinding } from '../findings/known-finding.ts'
import type { MadeRecord } from '../leaving/made-thing.ts'

/** What it is called among the things that Gatehouse makes. */
export const remediationKind = 'remediation-pull-request'
/** As what it is recorded that was made. */
export const remediationThing = 'pull-request'
/** The branch that its pull request comes from. */
export const remediationBranch = 'gatehouse/remove-env-files'

const details = z.object({
  branch: z.literal(remediationBranch),
  /** Findings' paths, as they are recorded. */
  places: z.array(z.string()),
  /** `declined`: a person closed it, and it is not opened again for the same files. */
  outcome: z.enum(['open', 'merged', 'declined', 'withdrawn']),
})

/** A pull request of ours. */
export interface Remediation extends z.output<typeof details> {
  readonly number: number
  readonly isOver: boolean
}

/** Those of a repository's pull requests that take environment files out: proposed policies are others. Pure. */
export const remediationsIn = (made: readonly MadeRecord[]): readonly Remediation[] =>
  made.flatMap(({ reference, details: written, removedAt }) => {
    const read = details.safeParse(written)
    return read.success ? [{ ...read.data, number: Number(reference), isOver: removedAt !== null }] : []
  })

/** Rules whose files are settings alone, so that a program goes on without a tracked one. */
const rules: ReadonlySet<string> = new Set(['dotenv-file', 'dotenvx-keys-file', 'named-environment-file'])

/**
 * Where environment files are tracked that should not be: open findings above information, but for those of which a person has said
 * by closing a pull request that they are to stay. Pure.
 */
export function placesToRemedy(
  findings: readonly Pick<KnownFinding, 'rule' | 'state' | 'path' | 'places'>[],
  earlier: readonly Pick<Remediation, 'outcome' | 'places'>[],
): readonly string[] {
  const declined = new Set(
    earlier.filter(({ outcome }) => outcome === 'declined').flatMap(({ places }) => places),
  )
  const open = findings.filter(
    ({ rule, state, places }) =>
      rules.has(rule) && state === 'open' && places.some(({ severity }) => severity !== 'info'),
  )
  return [...new Set(open.map(({ path }) => path))].filter((path) => !declined.has(path)).toSorted()
}

/** By what some texts are known again. */
export const digestOf = (texts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 40)
