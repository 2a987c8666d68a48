import { get, scalar, textOf } from '../documents/document.ts'
import { byBranch, byCommit, lookedUp, type OutsideCode } from './outside-references.ts'
import { actionReference, type Step } from './workflow.ts'

/** What a checkout action fetches of a pull request, and into which folder; empty for the root of the workspace. */
export interface OutsideCheckout extends OutsideCode {
  readonly folder: string
}

/** null: the step checks nothing out that is from outside. */
export function outsideCheckout(step: Step): OutsideCheckout | null {
  const reference = step.uses && actionReference(step.uses.text)
  if (!reference || !/(?:^|\/)checkout$|checkout-pr|pr-checkout/.test(reference.repository)) return null
  const path = textOf(get(step.with, 'path')).trim()
  const folder = /^(?:\.?\/?|\$\{\{\s*github\.workspace\s*\}\})$/.test(path) ? '' : path
  const ref = scalar(get(step.with, 'ref'))
  if (!ref) return null
  const fromFork = /\bhead(?:_repository|\.repo)\b/i.test(textOf(get(step.with, 'repository')))
  if (byCommit.test(ref.text) || lookedUp.test(ref.text))
    return { range: ref, byBranchName: false, text: ref.text, folder }
  return byBranch.test(ref.text) ? { range: ref, byBranchName: !fromFork, text: ref.text, folder } : null
}
