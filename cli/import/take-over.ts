import type { NewEntry } from '../../policies/add-entries.ts'
import type { Allowlist, EntryVerdict } from '../../policies/allowlist.ts'
import { termOfEntry } from '../../policies/entry-matcher.ts'
import type { Finding } from '../../scanner/engine/finding.ts'
import type { MaskText } from '../../scanner/engine/mask-text.ts'
import type { ForeignEntry } from './foreign.ts'
import type { ForeignMatch } from './match-foreign.ts'

export interface TakingOver {
  /** How the other tool's file is called. */
  readonly file: string
  readonly allowlist: Allowlist
  readonly approver: string
  /** Year-month-day. */
  readonly until: string
  /** undefined: a false positive for what was let pass, an accepted risk for what was only there. */
  readonly verdict: EntryVerdict | undefined
  readonly mask: MaskText
  readonly now: Date
}

export interface TakenOver {
  /** One for each finding. */
  readonly entries: readonly NewEntry[]
  /** How many of the other tool's entries they stand for. */
  readonly taken: number
  /** How many of the other tool's entries are about findings that all have an entry in force. */
  readonly known: number
  /** Of the others, where they stand and why nothing became of them. */
  readonly nothing: readonly { readonly at: string; readonly why: string }[]
  readonly unclear: readonly { readonly at: string; readonly why: string }[]
}

/** What the allowlist lacks of what another tool lets pass. Pure. */
export function takeOver(
  matched: readonly { readonly entry: ForeignEntry; readonly match: ForeignMatch }[],
  taking: TakingOver,
): TakenOver {
  const inForce = fingerprintsInForce(taking)
  const entries = new Map<string, NewEntry>()
  let [taken, known] = [0, 0]
  const others = {
    nothing: [] as { at: string; why: string }[],
    unclear: [] as { at: string; why: string }[],
  }
  for (const { entry, match } of matched) {
    if (match.outcome !== 'found') {
      others[match.outcome].push({ at: entry.at, why: match.why })
      continue
    }
    const open = match.findings.filter(({ fingerprint }) => !inForce.has(fingerprint))
    if (open.length === 0) known += 1
    else taken += 1
    for (const finding of open)
      if (!entries.has(finding.fingerprint))
        entries.set(finding.fingerprint, entryFor(finding, entry, taking))
  }
  return { entries: [...entries.values()], taken, known, ...others }
}

function fingerprintsInForce({ allowlist, now }: TakingOver): ReadonlySet<string | undefined> {
  const inForce = allowlist.entries.filter((entry) => {
    const { from, until } = termOfEntry(entry)
    return from <= now.getTime() && now.getTime() < until
  })
  return new Set(inForce.map(({ fingerprint }) => fingerprint).filter((one) => one !== undefined))
}

const longestReason = 1000

function entryFor(
  { fingerprint, rule, path }: Finding,
  { tool, at, saying, words }: ForeignEntry,
  { file, approver, until, verdict, mask }: TakingOver,
): NewEntry {
  const what = saying === 'let-pass' ? 'let it pass' : 'had it in its baseline'
  const said = words === undefined || words.trim() === '' ? '' : ` It says there: ${words}`
  return {
    fingerprint,
    verdict: verdict ?? (saying === 'let-pass' ? 'false-positive' : 'risk-accepted'),
    reason: oneLine(mask(`Taken over: ${tool} ${what} (${file}, ${at}).${said}`)).slice(0, longestReason),
    approver,
    expires: until,
    about: oneLine(mask(`${rule} in ${path}`)),
  }
}

const oneLine = (text: string): string => text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim()
