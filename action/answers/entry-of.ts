import type { NewEntry } from '../../policies/add-entries.ts'
import type { Claim } from './read-answer.ts'

export interface EntrySource {
  readonly claim: Claim
  readonly fingerprint: string
  /** Login of who decided. */
  readonly approver: string
  /** Login of who said it first. */
  readonly by: string
  /** Where they said it. */
  readonly url: string
  /** As `acme/web#17`. */
  readonly target: string
  readonly maxDays: number
  readonly now: Date
}

const dayLength = 24 * 60 * 60 * 1000

/** The allowlist entry that an answer becomes: about exactly one finding, by its content, whatever becomes of commits and lines. Pure. */
export function entryOf({ claim, fingerprint, approver, by, url, target, maxDays, now }: EntrySource): {
  readonly entry: NewEntry
  /** It ends earlier than was asked for. */
  readonly isCut: boolean
} {
  const today = now.toISOString().slice(0, 10)
  const last = new Date(now.getTime() + maxDays * dayLength).toISOString().slice(0, 10)
  const until = claim.kind === 'rotated' ? undefined : claim.until
  const isCut = until !== undefined && until > last
  const known = {
    fingerprint,
    approver: `@${approver}`,
    expires: until === undefined || isCut ? last : until,
    about: `${target}: said by @${by} in ${url}`,
  } as const
  if (claim.kind !== 'rotated') {
    const verdict = claim.kind === 'accept' ? 'risk-accepted' : 'false-positive'
    return { entry: { ...known, verdict, reason: claim.reason }, isCut }
  }
  const evidence = claim.evidence ?? `Said in ${url}`
  const reason = `It was replaced at its service: what is left in commits opens nothing.`
  return {
    entry: {
      ...known,
      verdict: 'risk-accepted',
      reason,
      rotated: { who: `@${by}`, when: today, evidence },
    },
    isCut,
  }
}
