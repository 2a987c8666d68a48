import { within } from '../documents/places.ts'
import { byBranch, byCommit, type OutsideCode } from './outside-references.ts'
import { type ShellCommand, shellCommands } from './shell-commands.ts'
import type { Step, Workflow } from './workflow.ts'

/** A pull request's code that a command fetched without putting it into the working directory. */
interface Fetched {
  /** The local names it has then, without `refs/heads/` and the like. */
  readonly names: readonly string[]
  readonly byBranchName: boolean
}

const fillsWorkspace =
  /^git (?:-\S+ )*(?:checkout|switch|pull|merge|rebase|reset|restore|cherry-pick|worktree)\b/
const fetches = /^git (?:-\S+ )*fetch\b/

/**
 * What the scripts of steps put into the working directory out of a pull request: at once, or in two commands, the first of
 * which only fetches it. A command that is looked at and never checked out changes nothing.
 */
export function outsideCodeInScripts(
  workflow: Workflow,
  steps: readonly Step[],
): readonly { readonly step: Step; readonly code: OutsideCode }[] {
  const fetched: Fetched[] = []
  return steps.flatMap((step) => {
    const { run } = step
    if (!run) return []
    return shellCommands(run.text).flatMap((command) => {
      const text = textOf(command)
      if (fetches.test(text)) fetched.push(...fetchedBy(command, text))
      const brought = broughtBy(command, text, fetched)
      if (brought === null) return []
      const first = command.words[0]!
      const range = within(workflow.document, run, first.text, first.at)
      return [{ step, code: { range, text, ...brought } }]
    })
  })
}

const textOf = ({ words }: ShellCommand): string => words.map(({ text }) => text).join(' ')

function broughtBy(
  { words }: ShellCommand,
  text: string,
  fetched: readonly Fetched[],
): Pick<OutsideCode, 'byBranchName'> | null {
  if (/^(?:\S*\/)?gh pr checkout\b/.test(text)) return { byBranchName: false }
  if (!fillsWorkspace.test(text)) return null
  if (byCommit.test(text)) return { byBranchName: false }
  if (byBranch.test(text)) return { byBranchName: true }
  const used = words.map((word) => shortName(word.text))
  const source = fetched.find(({ names }) => used.some((one) => names.some((name) => isNamed(one, name))))
  return source ? { byBranchName: source.byBranchName } : null
}

/** A fetch of one thing names it `FETCH_HEAD`; `source:name` gives it another name as well. */
function fetchedBy({ words }: ShellCommand, text: string): readonly Fetched[] {
  const byBranchName = byBranch.test(text) && !byCommit.test(text)
  if (!byBranchName && !byCommit.test(text)) return []
  const targets = words.flatMap((word) => {
    const target = /^[^:]+:([^:]+)$/.exec(word.text)?.[1]
    return target === undefined ? [] : [shortName(target)]
  })
  return [{ names: ['FETCH_HEAD', ...targets], byBranchName }]
}

const shortName = (ref: string): string => ref.replace(/^\+?refs\/(?:heads|remotes)\//, '')

/** A name with a pattern or a variable in it is known up to there. */
function isNamed(word: string, name: string): boolean {
  const known = name.split(/[*$]/, 1)[0]!
  return known === name ? word === name : known !== '' && word.startsWith(known)
}
