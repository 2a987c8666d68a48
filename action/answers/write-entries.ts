import { addEntries, type NewEntry, saysAsMuch } from '../../policies/add-entries.ts'
import type { AllowlistEntry } from '../../policies/allowlist.ts'
import { readAllowlist } from '../../policies/read-allowlist.ts'
import { count } from '../../report/wording.ts'
import { readText } from '../gather/read-text.ts'
import { statusOf } from '../github.ts'
import { BadInput } from '../inputs.ts'
import { entriesText } from './answer-text.ts'
import {
  baseChanged,
  branchFor,
  commitFile,
  type EntryPlace,
  findPull,
  headOf,
  moveBranch,
  openPull,
  type WrittenEntries,
} from './entries-branch.ts'

/** Two who write at the same moment come after one another; more tries than that are no chance. */
const mostTries = 5

/**
 * Writes entries into one open pull request to the base: each time into the same one until it is merged or closed. The branch is never
 * pushed by force: where the base went on, it is merged into it.
 * @throws BadInput where the allowlist there is not valid
 */
export async function writeEntries(at: EntryPlace, entries: readonly NewEntry[]): Promise<WrittenEntries> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await writeOnce(at, entries)
    } catch (error) {
      // Somebody else wrote in between.
      const isRace = [409, 422].includes(statusOf(error) ?? 0)
      if (!isRace || tried === mostTries) throw error
    }
  }
}

async function writeOnce(at: EntryPlace, entries: readonly NewEntry[]): Promise<WrittenEntries> {
  const { octokit, place, base, file } = at
  const { owner, repo } = place
  const { data: ref } = await octokit.rest.git.getRef({ owner, repo, ref: `heads/${base}` })
  const baseSha = ref.object.sha
  const inBase = await readText(octokit, place, baseSha, file)
  const known = entriesIn(inBase, file)
  const missing = entries.filter((entry) => !known.some((one) => saysAsMuch(one, entry)))
  if (missing.length === 0) return { pull: undefined, problem: undefined }
  const branch = branchFor(at)
  const pull = await findPull(at, branch)
  const head = await headOf(at, branch)
  // What is left of an earlier one that was merged or closed is nobody's any more.
  const isOpen = pull !== undefined && head !== undefined
  const before = isOpen ? await readText(octokit, place, head, file) : undefined
  // Those that were answered before and are not merged yet.
  const waiting = isOpen
    ? entriesIn(before, file).filter((one) => !known.some((other) => saysAsMuch(other, one)))
    : []
  const isBehind = isOpen && (await baseChanged(at, head, baseSha))
  const start = isOpen && !isBehind ? before : inBase
  const result = addEntries(start, isBehind ? [...waiting, ...missing] : missing)
  if (!result.ok) throw invalid(file, result.problems)
  if (result.added.length > 0) {
    const parents = isOpen ? (isBehind ? [head, baseSha] : [head]) : [baseSha]
    const commit = await commitFile(at, {
      parents,
      tree: isOpen && !isBehind ? head : baseSha,
      text: result.text,
      message: `Allow what was decided about ${count(missing.length, 'finding')}`,
    })
    await moveBranch(at, { branch, commit, head, isOpen })
  }
  const all = entriesIn(result.text, file).filter((one) => !known.some((other) => saysAsMuch(other, one)))
  return openPull(at, { branch, pull, body: entriesText(all, isWorkflow(at.login)) })
}

/** GitHub starts no workflows for what is done with their own token. */
export const isWorkflow = (login: string): boolean => login === 'github-actions[bot]'

function entriesIn(text: string | undefined, file: string): readonly AllowlistEntry[] {
  if (text === undefined || text.trim() === '') return []
  const read = readAllowlist(text, file)
  if (!read.ok) throw invalid(file, read.problems)
  return read.allowlist.entries
}

const invalid = (file: string, problems: readonly { line: number; message: string }[]): BadInput =>
  new BadInput(
    `${file} is not valid, so no entry can be added.\n${problems.map(({ line, message }) => `${file}:${line}: ${message}`).join('\n')}`,
  )
