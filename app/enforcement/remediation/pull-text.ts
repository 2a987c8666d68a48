import type { Remark, Remedy } from '../../../scanner/remedies/remove-environment-files.ts'
import { ignorePath, settingsPath } from '../../../scanner/remedies/remove-environment-files.ts'

export const remediationTitle = 'Take environment files out of the repository'

/** At the end of our commits: what they were made from. */
const trailer = 'Gatehouse-Remedy:'

/** @param digest of everything that the change depends on */
export const commitMessage = (digest: string): string =>
  [
    remediationTitle,
    '',
    'They are not tracked any more. Their values stay in history, so they are to be replaced.',
    '',
    `${trailer} ${digest}`,
  ].join('\n')

/** From what a commit of ours was made; undefined: it is none of ours. */
export const digestIn = (message: string): string | undefined =>
  new RegExp(`^${trailer} ([0-9a-f]{40})$`, 'm').exec(message)?.[1]

/**
 * What the pull request says: counts, and nothing of what the files hold. Pure.
 * @param isManagedOnly whether a setting was found with which the repository's deny rules do not count
 */
export function pullBody({ removed, written, remarks }: Remedy, isManagedOnly: boolean): string {
  const templates = [...written.keys()].filter((path) => path.endsWith('.example')).length
  return [
    `Gatehouse found ${counted(removed.length, 'environment file')} tracked in this repository. This pull request:`,
    '',
    `- takes ${removed.length === 1 ? 'it' : 'them'} out of what is tracked; copies on people’s machines go with the next checkout, so keep one elsewhere`,
    ...(templates > 0 ? [`- writes ${counted(templates, 'template')} with names only, no values`] : []),
    ...(written.has(ignorePath) ? ['- completes `.gitignore`'] : []),
    ...(written.has(settingsPath)
      ? ['- adds deny rules to `.claude/settings.json`, so that Claude’s file tools do not read such files']
      : []),
    '',
    '**What was in these files stays in history.** Replace every secret that they held, at its service; taking the file out does not take it back.',
    '',
    ...denyRulesNote(written.has(settingsPath), isManagedOnly),
    ...remarkList(remarks),
    'Whoever merges this decides: something that is built or deployed from this repository may read one of these files. Close it to keep them; it is not opened again for the same files.',
    '',
  ].join('\n')
}

function denyRulesNote(isWritten: boolean, isManagedOnly: boolean): readonly string[] {
  const nothingCounts =
    '`allowManagedPermissionRulesOnly` makes the deny rules of every repository void: put them into the managed settings as well.'
  if (isManagedOnly) return [`> [!WARNING]\n> A settings file here sets it: ${nothingCounts}`, '']
  if (!isWritten) return []
  return [
    `> [!NOTE]\n> Deny rules are best effort: they do not bind a program that opens a file itself. Where managed settings set it, ${nothingCounts}`,
    '',
  ]
}

const said: Readonly<Record<Remark['kind'], (count: number) => string>> = {
  'names-unread': (count) => `${counted(count, 'file')} could not be read as text: no template has its names`,
  'left-alone': (count) => `${counted(count, 'file')} could not be completed, since it is no text in UTF-8`,
  'settings-unreadable': () =>
    '`.claude/settings.json` was left as it is: Claude Code skips it in this form, deny rules included. Correct it first',
  'not-ignored': (count) =>
    `${counted(count, 'file')} would be tracked again: a \`.gitignore\` further down lets it in`,
}

function remarkList(remarks: readonly Remark[]): readonly string[] {
  if (remarks.length === 0) return []
  const kinds = [...new Set(remarks.map(({ kind }) => kind))]
  return [
    'Left to you:',
    '',
    ...kinds.map((kind) => `- ${said[kind](remarks.filter((one) => one.kind === kind).length)}`),
    '',
  ]
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`
