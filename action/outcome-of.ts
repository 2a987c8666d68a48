import { openIssues } from '../report/group.ts'
import type { Report } from '../report/report.ts'
import { count } from '../report/wording.ts'
import type { Verdict } from './judge.ts'

export interface Ending {
  /** How it would end if nobody let anything pass. */
  readonly verdict: Verdict
  /** How many different findings keep it from passing. */
  readonly blocking: number
  /** An approver lets pass what could not be looked at. */
  readonly isLetPass: boolean
  readonly what: 'change' | 'whole'
}

/** The first thing to know of a run: whether it passes, and because of how much. Pure. */
export function outcomeOf(
  report: Report,
  { verdict, blocking, isLetPass, what }: Ending,
): NonNullable<Report['outcome']> | undefined {
  const open = openIssues(report).length
  const subject = what === 'change' ? 'this change' : 'this run'
  if (verdict === 'blocked')
    return {
      look: 'bad',
      text: `${blocking} of ${count(open, 'finding')} ${blocking === 1 ? 'keeps' : 'keep'} ${subject} from passing`,
    }
  if (verdict === 'not-scanned')
    return {
      look: 'unsure',
      text: isLetPass
        ? 'Not everything could be looked at, and an approver lets it pass'
        : 'Not everything could be looked at, which says nothing about the change',
    }
  if (open === 0) return undefined
  return {
    look: 'warning',
    text:
      open === 1
        ? `1 finding, which does not keep ${subject} from passing`
        : `${count(open, 'finding')}, none of which keeps ${subject} from passing`,
  }
}
