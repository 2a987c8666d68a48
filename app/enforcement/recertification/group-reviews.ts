import type { RequestSettings } from '../../../policies/policy-changes.ts'
import type { Candidate } from './recertification.ts'

/** What the same people are asked. */
export interface GroupedReview {
  /** Empty: the Gatehouse owners. */
  readonly reviewers: readonly string[]
  /** Our ids. */
  readonly repositories: readonly string[]
}

/** GitHub takes 65,536 characters in an issue; and who is asked for more at once confirms without looking. */
const mostInOneIssue = 250
const reviewer = /^@?[A-Za-z0-9][A-Za-z0-9_-]{0,38}(?:\/[A-Za-z0-9_.-]{1,100})?$/

/**
 * Who is to be asked about what. One issue for those who are asked together, with a numbered list that one comment answers: in an
 * issue for each approval, as requests have it, whoever answers for 200 repositories would write 200 comments, and get as many
 * mails for each notice. Pure.
 */
export function groupReviews(
  candidates: readonly Candidate[],
  { reviewers: wanted = ['$owners'] }: Pick<RequestSettings['recertification'], 'reviewers'>,
): readonly GroupedReview[] {
  const groups = new Map<string, { reviewers: readonly string[]; repositories: string[] }>()
  for (const candidate of candidates) {
    const reviewers = reviewersOf(candidate, wanted)
    const key = reviewers.join(' ')
    const group = groups.get(key) ?? { reviewers, repositories: [] }
    group.repositories.push(candidate.repository)
    groups.set(key, group)
  }
  return [...groups.entries()]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, { reviewers, repositories }]) =>
      Array.from({ length: Math.ceil(repositories.length / mostInOneIssue) }, (_, part) => ({
        reviewers,
        repositories: repositories.slice(part * mostInOneIssue, (part + 1) * mostInOneIssue),
      })),
    )
}

/** Who owns a repository only perhaps confirms nothing; then, and where nobody owns it, the Gatehouse owners are asked. */
function reviewersOf({ owners }: Candidate, wanted: readonly string[]): readonly string[] {
  const named = wanted.flatMap((one) => {
    if (one !== '$owners') return [one]
    return owners?.isSure === true ? owners.owners.filter(isOnGitHub).map(withoutTeamSign) : []
  })
  return [...new Set(named.map((one) => one.toLowerCase()))].toSorted()
}

/** An address, or the words of a property, nobody can be asked by. */
const isOnGitHub = (name: string): boolean => reviewer.test(name) && /[@/]/.test(name)
/** CODEOWNERS writes `@acme/security`, the policy `acme/security`. */
const withoutTeamSign = (name: string): string => (name.includes('/') ? name.replace(/^@/, '') : name)
