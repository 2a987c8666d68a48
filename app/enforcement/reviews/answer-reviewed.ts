import { markdownCode } from '../../../report/escape/markdown.ts'
import type { EffectAction } from '../effects/effect-action.ts'
import { type Answer, answers } from '../requests/answers.ts'
import { commandForms } from '../requests/command.ts'
import { ownersOf } from '../requests/end-access.ts'
import type { SideAct } from '../requests/outcome.ts'
import { personMark } from '../requests/person-marks.ts'
import { type Asking, readStandings, type SituationInput } from '../requests/read-situation.ts'
import { judgeMember } from '../requests/standing.ts'
import type { EmergencyReview } from './emergency-review.ts'

/** What somebody wrote in an issue about the emergency that is to be reviewed there. @returns undefined: it waits */
export async function answerReviewed(
  input: SituationInput,
  { issue, actor }: Asking,
  said: { readonly words: string },
): Promise<SideAct | undefined> {
  const review = await input.records.reviews.ofIssue(input.organization.id, issue)
  return review ? reviewEmergency(input, { review, actor }, said) : { answer: noReview }
}

/**
 * Somebody says that they have looked at what an emergency was used for: a Gatehouse owner, who could approve, or who may use
 * emergencies, and never who used this one. @returns undefined: it waits
 */
export async function reviewEmergency(
  input: SituationInput,
  { review, actor }: Pick<Asking, 'actor'> & { readonly review: EmergencyReview },
  { words }: { readonly words: string },
): Promise<SideAct | undefined> {
  const { organization, records } = input
  if (review.reviewedAt) return { answer: twice }
  if (review.usedBy === actor.id) return { answer: notYourOwn }
  const { policy } = (await records.governance(organization.id)).inForce
  const decision = await records.requests.lastDecision(review.repository)
  const group = policy.groups.find(({ name }) => name === decision?.group)
  const names = [
    ...ownersOf(policy.requests),
    ...(policy.requests.emergency?.by ?? []),
    // Owners of the repository would have to be read of it; who could let it in by name is enough.
    ...(group?.approvals.flatMap(({ by }) => by.filter((one) => one !== '$owners')) ?? []),
  ]
  const { may } = judgeMember(names, await readStandings(input, names, actor.login, undefined, policy))
  if (may === 'unknown') return undefined
  if (may === 'no') return { answer: answers.notYou(names) }
  return {
    answer: { outcome: 'reviewed', text: `Reviewed by ${personMark(actor.id)}. What they found is kept.` },
    write: async (recorder, at) => {
      const { approval, repository, dueAt } = review
      if (!(await recorder.reviews.reviewed(approval, actor.id, words, at)))
        return { events: [], actions: [], repositories: [] }
      const event = {
        kind: 'emergency.reviewed',
        actor: actor.id,
        subject: `repository:${repository}`,
        data: { approval, isLate: at > dueAt },
      } as const
      return { events: [event], actions: closing(review), repositories: [] }
    },
  }
}

/** Where its issue is not made yet, it is closed when it is. */
const closing = ({ issue }: EmergencyReview): readonly EffectAction[] =>
  issue === null ? [] : [{ kind: 'issue-state', issue }]

const noReview: Answer = {
  outcome: 'no-review',
  text: 'No emergency is to be reviewed in this issue.',
}
const twice: Answer = { outcome: 'reviewed-already', text: 'This emergency is reviewed already.' }
const notYourOwn: Answer = {
  outcome: 'own-emergency',
  text: `Who used an emergency cannot review it. Somebody else has to write ${markdownCode(commandForms.reviewed)}.`,
}
