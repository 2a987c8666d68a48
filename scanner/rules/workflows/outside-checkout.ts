import { get, scalar, textOf } from '../documents/document.ts'
import { byBranch, byCommit, lookedUp, type OutsideCode } from './outside-references.ts'
import { type ActionReference, actionReference, isPinned, type Step } from './workflow.ts'

/** What a checkout action fetches of a pull request, and into which folder; empty for the root of the workspace. */
export interface OutsideCheckout extends OutsideCode {
  readonly folder: string
  /** On which events the action itself refuses what a fork brings, as it is used here. */
  readonly refusedOn: ReadonlySet<string>
}

/** actions/checkout looks at these events alone, and fetches everything on others. */
const guarded: ReadonlySet<string> = new Set(['pull_request_target', 'workflow_run'])
const unguarded: ReadonlySet<string> = new Set()
/** Since which minor version of each major one: 7.0.0 of 2026-06-17, and what was given to older ones on 2026-07-16. */
const firstGuarded: readonly number[] = [Infinity, Infinity, 8, 7, 4, 1, 1]

/** What is known of a version of the action that refuses forks. */
export const refusedNote =
  'This version of actions/checkout refuses what forks bring on this event, so that the code is from people who can push here; a copy of it on an Enterprise Server may be older.'

/**
 * null: the step checks nothing out that is from outside.
 * @param text of the whole file: the version of a pinned action stands in a comment
 */
export function outsideCheckout(step: Step, text: string): OutsideCheckout | null {
  const reference = step.uses && actionReference(step.uses.text)
  if (!reference || !/(?:^|\/)checkout$|checkout-pr|pr-checkout/.test(reference.repository)) return null
  const path = textOf(get(step.with, 'path')).trim()
  const folder = /^(?:\.?\/?|\$\{\{\s*github\.workspace\s*\}\})$/.test(path) ? '' : path
  const ref = scalar(get(step.with, 'ref'))
  if (!ref) return null
  const fromFork = /\bhead(?:_repository|\.repo)\b/i.test(textOf(get(step.with, 'repository')))
  const found = { range: ref, text: ref.text, folder, refusedOn: refusedOn(step, reference, text) }
  if (byCommit.test(ref.text) || lookedUp.test(ref.text)) return { ...found, byBranchName: false }
  return byBranch.test(ref.text) ? { ...found, byBranchName: !fromFork } : null
}

function refusedOn({ uses, with: inputs }: Step, { repository, ref }: ActionReference, text: string) {
  const optedIn = textOf(get(inputs, 'allow-unsafe-pr-checkout')).trim()
  if (repository !== 'actions/checkout' || !/^(?:|false)$/i.test(optedIn)) return unguarded
  const version = isPinned(ref) ? (/^["']?[ \t]+#[ \t]*(\S+)/.exec(text.slice(uses!.end))?.[1] ?? '') : ref
  return isGuarded(version) ? guarded : unguarded
}

function isGuarded(version: string): boolean {
  if (version === 'main') return true
  const numbers = /^v?(\d{1,4})(?:\.(\d{1,4}))?(?:\.\d{1,4})?$/.exec(version)
  if (numbers === null) return false
  const [major, minor] = [Number(numbers[1]), numbers[2]]
  const first = firstGuarded[major] ?? 0
  // A tag of the major version alone is moved to the newest one.
  return minor === undefined ? first !== Infinity : Number(minor) >= first
}
