import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import type { LeftOut } from '../../scanner/copyable-entries.ts'
import type { NotScanned } from '../../scanner/engine/finding.ts'
import type { CopyEntry } from '../../scanner/scan-copy.ts'

export interface Chosen {
  readonly entries: readonly CopyEntry[]
  readonly leftOut: readonly LeftOut[]
  /** Findings of secrets in what would be copied; nothing may be copied while there are any. */
  readonly secrets: readonly AssessedFinding[]
}

/** Files of one person's own, which an assistant keeps beside what is shared. */
const personal: ReadonlySet<string> = new Set(['claude-local-settings-shared', 'claude-user-state-shared'])

/** Leaves out risky files, personal ones, and whatever could not be looked into: that it is clean is not known. Pure. */
export function chooseFiles(
  entries: readonly CopyEntry[],
  findings: readonly AssessedFinding[],
  notScanned: readonly NotScanned[],
): Chosen {
  const open = findings.filter(({ status }) => status !== 'false-positive')
  const reasons = new Map<string, string>()
  for (const { path, reason } of notScanned) reasons.set(path, `could not be scanned: ${reason}`)
  for (const { path, rule, kind, title } of open)
    if (kind === 'file' || personal.has(rule)) reasons.set(path, `a risky file: ${title}`)
  const whyNot = ({ path, shownPath }: CopyEntry): string | undefined =>
    path === shownPath || reasons.has(shownPath) ? reasons.get(shownPath) : 'its name holds a secret'
  const kept = entries.filter((entry) => whyNot(entry) === undefined)
  const keptPaths = new Set(kept.map(({ path }) => path))
  const known = new Set(entries.map(({ shownPath }) => shownPath))
  return {
    entries: kept,
    leftOut: [
      ...entries.flatMap((entry) => {
        const why = whyNot(entry)
        return why === undefined ? [] : [{ path: entry.shownPath, why }]
      }),
      // Submodules, and what could not even be listed.
      ...notScanned
        .filter(({ path }) => !known.has(path))
        .map(({ path, reason }) => ({ path: path === '' ? '.' : path, why: reason })),
    ],
    secrets: open.filter(
      (finding) =>
        keptPaths.has(finding.path) &&
        finding.status !== 'risk-accepted' &&
        (finding.kind === 'secret' || finding.isSecret === true),
    ),
  }
}
