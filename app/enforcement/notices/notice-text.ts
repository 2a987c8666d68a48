import type { Decision } from '../../../policies/decide.ts'
import type { Reason } from '../../../policies/readiness.ts'
import { markdownProse } from '../../../report/escape/markdown.ts'
import type { NoticeKind } from './owner-notice.ts'

/** GitHub takes 65,536 characters; nobody reads so many reasons. */
const mostReasons = 30

/**
 * The body of an issue that tells owners how their repository stands, in Markdown. Reasons hold counts and states: no path, no name of
 * a secret, no person. How to ask for access stands below it, in what the handler adds.
 */
export function noticeText(
  told: NoticeKind,
  outcome: Decision['outcome'],
  reasons: readonly Reason[],
): string {
  return [introductionOf(told, outcome), ...reasonLines(reasons), nextOf(told, outcome)].join('\n\n')
}

function introductionOf(told: NoticeKind, outcome: Decision['outcome']): string {
  if (told.kind === 'settled')
    return 'Nothing stands against it any more, or Claude does not reach this repository any more. There is nothing to be done.'
  if (told.kind === 'taken')
    return `The organization's policy ${policyWords[outcome]}, so Claude was disconnected from this repository.`
  if (told.kind === 'taken-until-fixed')
    return 'Something grave stands open in this repository, so Claude was disconnected from it. It is connected again by itself when that is fixed.'
  const what = told.isForFindings
    ? 'Claude reaches this repository, and something in it has to be fixed first.'
    : `Claude reaches this repository, and the organization's policy ${policyWords[outcome]}.`
  return `${what} ${whenOf(told.by)}`
}

const policyWords: Readonly<Record<Decision['outcome'], string>> = {
  allowed: 'allows it',
  denied: 'does not allow it',
  'needs-approval': 'wants an approval that is not there',
  unknown: 'is not known',
}

function whenOf(by: Extract<NoticeKind, { readonly kind: 'ends' }>['by']): string {
  if (by === 'never') return 'For now you are only told; nothing is taken away.'
  if (by === 'now') return '**It is disconnected with the next changes that are made.**'
  return `**It is disconnected at ${by.toISOString().slice(0, 16).replace('T', ' ')} UTC**, unless that changes before.`
}

function reasonLines(reasons: readonly Reason[]): readonly string[] {
  if (reasons.length === 0) return []
  const shown = reasons.slice(0, mostReasons).map(({ wanted, found, todo }) => {
    const advice = todo === undefined ? '' : ` ${markdownProse(todo)}`
    return `- Wanted: ${markdownProse(wanted)}. Found: ${markdownProse(found)}.${advice}`
  })
  const left = reasons.length - shown.length
  return [`What stands against it:\n\n${[...shown, ...(left > 0 ? [`- and ${left} more`] : [])].join('\n')}`]
}

function nextOf(told: NoticeKind, outcome: Decision['outcome']): string {
  if (told.kind === 'settled') return 'This issue is closed by itself.'
  const details = 'Who can read this repository sees every place with `gatehouse why` and `gatehouse check`.'
  if (told.kind === 'taken-until-fixed' || (told.kind === 'ends' && told.isForFindings))
    return `What to do: fix what is named above, and replace a secret that was found: it stays in history. ${details} When it is right this issue is closed by itself.`
  if (outcome === 'needs-approval') return `What to do: ask for access, as is told below. ${details}`
  return `What to do: make right what is named above where it can be, or ask who answers for the policy. ${details}`
}
