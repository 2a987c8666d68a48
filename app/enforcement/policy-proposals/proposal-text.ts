import { escapeMarkdown } from '../../../report/escape/markdown.ts'
import type { PolicyProposal } from './proposal.ts'

/** At the end of our commits: which proposal they are of. */
const trailer = 'Gatehouse-Proposal:'

/** Without the words of who wrote it: `fixes #1` in a commit would close an issue. */
export const commitMessage = ({ id }: Pick<PolicyProposal, 'id'>): string =>
  `Change the policy\n\n${trailer} ${id}`

/** Whether a commit is the one that was made for a proposal. */
export const isCommitOf = (message: string, id: string): boolean =>
  message.split('\n').at(-1) === `${trailer} ${id}`

/**
 * What the pull request says. Pure.
 * @param login who wrote it; undefined: they were erased
 */
export function pullBody({ note }: Pick<PolicyProposal, 'note'>, login: string | undefined): string {
  const by = login === undefined ? 'Somebody who is erased here' : `@${login}`
  return [
    `${by} wrote this policy in the console of Gatehouse.`,
    '',
    ...note
      .split(/\r?\n/)
      .flatMap((line) => (line.trim() === '' ? [] : [`> ${escapeMarkdown(line)}`, '>']))
      .slice(0, -1),
    '',
    'What it would change is told here by Gatehouse, and nothing of it holds before this is merged.',
    '',
    '> [!IMPORTANT]',
    `> For GitHub this is the App’s pull request, so that GitHub lets ${login === undefined ? 'whoever wrote it' : by} approve it. Have somebody else do that.`,
    '',
  ].join('\n')
}
