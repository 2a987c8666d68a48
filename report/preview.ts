import type { ChangedReason, PolicyPreview, RepositoryChange } from '../policies/preview-policy.ts'
import { outcomeWords } from './outcomes.ts'
import { count } from './wording.ts'

/** A preview, and what it is of. */
export interface ShownPreview {
  /** `acme` */
  readonly organization: string
  /** What is in force: `acme/gatehouse@1a2b3c4`, `observe-all`. */
  readonly current: string
  /** The file. */
  readonly candidate: string
  readonly preview: PolicyPreview
  /** What people must know of it: that facts are old, that something could not be read. */
  readonly remarks: readonly string[]
}

/** Repositories by what they were and would be, in the order of the preview. */
export function transitions({ changes }: PolicyPreview): readonly {
  readonly title: string
  readonly after: RepositoryChange['after']['outcome']
  readonly changes: readonly RepositoryChange[]
}[] {
  const groups = new Map<string, RepositoryChange[]>()
  for (const change of changes) {
    const title = `${outcomeWords[change.before.outcome]} → ${outcomeWords[change.after.outcome]}`
    groups.set(title, [...(groups.get(title) ?? []), change])
  }
  return [...groups].map(([title, list]) => ({ title, after: list[0]!.after.outcome, changes: list }))
}

export const repositories = (number: number): string => count(number, 'repository', 'repositories')

/** `2 of 40 repositories would change`. */
export const summary = ({ preview }: ShownPreview): string =>
  preview.changes.length === 0
    ? `None of ${repositories(preview.repositories)} would change`
    : `${preview.changes.length.toLocaleString('en-US')} of ${repositories(preview.repositories)} would change`

export function asides({ preview: { modeChanges, regrouped } }: ShownPreview): readonly string[] {
  return [
    ...modeChanges.map(
      ({ before, after, repositories: number }) =>
        `${repositories(number)} would stay as decided, with the mode ${after} instead of ${before}.`,
    ),
    ...(regrouped === 0 ? [] : [`${repositories(regrouped)} would stay as decided, by another group.`]),
  ]
}

/** One line about a reason: what is found, and what would be wanted. */
export function reasonWords({ check, before, after }: ChangedReason): string {
  if (after === undefined) return `${check}: not asked any more (${before?.found ?? ''})`
  if (after.state === 'met') return `${check}: holds then: ${after.found}`
  const was = before === undefined ? '' : before.state === 'met' ? '; holds now' : ''
  return `${check}: wanted: ${after.wanted}; found: ${after.found}${was}`
}

/** For programs. */
export const renderPreviewJson = (shown: ShownPreview): string =>
  `${JSON.stringify({ version: 1, ...shown }, undefined, 2)}\n`
