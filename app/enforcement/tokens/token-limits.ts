import type { Policy } from '../../../policies/resolve-policy.ts'
import type { TokenFact } from '../inventory/facts.ts'
import { beyond } from '../organization-findings/permission-levels.ts'

const dayLength = 24 * 60 * 60 * 1000

export type TokenLimits = NonNullable<Policy['fineGrainedTokens']>

/** What of a token is limited. */
export type LimitedToken = Pick<TokenFact, 'selection' | 'permissions' | 'expiresAt'>

export type TokenLimit = 'days' | 'repositories' | 'permissions'

/** A limit that a token goes beyond. */
export interface BrokenLimit {
  readonly limit: TokenLimit
  /** Completes "The token …", without names of people. */
  readonly found: string
}

/** Every limit of the policy that a token goes beyond; the only judgement of it there is. Pure. */
export const brokenLimits = (token: LimitedToken, limits: TokenLimits, now: Date): readonly BrokenLimit[] => [
  ...limitOf('days', tooLong(token, limits, now)),
  ...limitOf('repositories', onAll(token, limits)),
  ...limitOf('permissions', tooMuch(token, limits)),
]

const limitOf = (limit: TokenLimit, found: string | undefined): readonly BrokenLimit[] =>
  found === undefined ? [] : [{ limit, found }]

/** GitHub tells when it ends and not when it was made: what is left of it is what can be judged. */
function tooLong({ expiresAt }: LimitedToken, { maxDays }: TokenLimits, now: Date): string | undefined {
  if (expiresAt === null) return 'never ends'
  const isTooLong = Date.parse(expiresAt) - now.getTime() > maxDays * dayLength
  // The day and no number of days: that would be another one tomorrow, and so a change.
  return isTooLong
    ? `ends on ${expiresAt.slice(0, 10)}, and the policy allows ${maxDays} ${maxDays === 1 ? 'day' : 'days'}`
    : undefined
}

const onAll = ({ selection }: LimitedToken, { allRepositories }: TokenLimits): string | undefined =>
  selection === 'all' && !allRepositories ? 'reaches all repositories' : undefined

function tooMuch({ permissions }: LimitedToken, limits: TokenLimits): string | undefined {
  const more = beyond(permissions, limits.permissions, 'admin')
  return more.length === 0 ? undefined : `may do more than the policy allows: ${more.join(', ')}`
}
