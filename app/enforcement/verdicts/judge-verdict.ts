import type { AllowlistDecisions } from '../../../policies/policy-allowlist.ts'
import { startOfDay, endOfDay } from '../../../policies/fields.ts'
import type { Standings } from '../requests/standing.ts'
import type { AskedVerdict } from './verdict.ts'

const day = 24 * 60 * 60 * 1000

/** What is wrong with a verdict whoever gives it, in a sentence; undefined: nothing. */
export function verdictProblem(
  { verdict, evidence, rotatedOn, expiresOn }: AskedVerdict,
  { maxDays }: Pick<AllowlistDecisions, 'maxDays'>,
  now: Date,
): string | undefined {
  if (endOfDay(expiresOn) <= now.getTime()) return 'Its last day is over already.'
  if (startOfDay(expiresOn) > now.getTime() + maxDays * day)
    return `The policy lets a verdict count for ${maxDays} days at most.`
  if (verdict === 'rotated' && (evidence === null || rotatedOn === null))
    return 'A rotation needs its day, and what shows it.'
  if (verdict !== 'rotated' && (evidence !== null || rotatedOn !== null))
    return 'Evidence and a day are of a rotation: say `rotated`.'
  if (rotatedOn !== null && startOfDay(rotatedOn) > now.getTime()) return 'A rotation cannot lie ahead.'
  return undefined
}

/**
 * Whether somebody may give verdicts about a repository's findings, by the policy. Where GitHub does not say what they are to a team,
 * they may not.
 */
export const mayGive = ({ by }: Pick<AllowlistDecisions, 'by'>, standings: Standings): boolean =>
  by.some((name) => standings.get(name.toLowerCase())?.is === 'yes')

/** Whether they may confirm what was asked for: nobody answers their own question where the policy forbids that. */
export const mayConfirm = (
  { ownChange }: Pick<AllowlistDecisions, 'ownChange'>,
  askedBy: string,
  person: string,
): boolean => ownChange || askedBy !== person
