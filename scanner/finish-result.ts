import type { Finding, NotScanned } from './engine/finding.ts'
import { severities } from './engine/rule.ts'
import type { MaskText } from './engine/mask-text.ts'
import type { PlacedComment, ScanResult } from './scan.ts'
import { limitNotScanned } from './sources/git/limit-not-scanned.ts'

/**
 * What every scan does with its result before it hands it out: masks secrets in names that come from the repository, and
 * puts everything into an order that depends on nothing but the content, not on threads, packs or file systems.
 */
export function finishResult({ findings, comments, coverage }: ScanResult, mask: MaskText): ScanResult {
  const maskPaths = pathsMask(mask)
  return {
    findings: findings.map((finding) => maskFinding(finding, mask, maskPaths)).toSorted(compareFindings),
    comments: comments
      .map((comment): PlacedComment => ({ ...comment, path: mask(comment.path), text: mask(comment.text) }))
      .toSorted((a, b) => compare(a.path, b.path) || a.line - b.line || compare(a.text, b.text)),
    coverage: {
      ...coverage,
      notScanned: limitNotScanned(
        coverage.notScanned.map((one) => maskNotScanned(one, mask)).toSorted(compareNotScanned),
      ),
    },
  }
}

/** The places of one secret share one list of paths, and still do when it is masked. */
function pathsMask(mask: MaskText): (paths: readonly string[]) => readonly string[] {
  const known = new Map<readonly string[], readonly string[]>()
  return (paths) => {
    const masked = known.get(paths) ?? [...new Set(paths.map(mask))]
    known.set(paths, masked)
    return masked
  }
}

function maskFinding(
  finding: Finding,
  mask: MaskText,
  maskPaths: (paths: readonly string[]) => readonly string[],
): Finding {
  const { edits, ...rest } = finding
  const { path, reachedBy, note, history, kind, excerpt } = rest
  return {
    ...rest,
    // What would have to hold a secret is no change that a machine should offer.
    ...(edits?.every(({ text }) => mask(text) === text) === true && { edits }),
    path: mask(path),
    // Members of archives have names too.
    reachedBy: reachedBy.map(mask),
    ...(note !== undefined && { note: mask(note) }),
    // Its strings are hidden already; what stands in a comment is not.
    ...(kind === 'code' && { excerpt: mask(excerpt) }),
    ...(history && {
      history: { ...history, author: mask(history.author), paths: maskPaths(history.paths) },
    }),
  }
}

const maskNotScanned = ({ path, code, reason }: NotScanned, mask: MaskText): NotScanned => ({
  path: mask(path),
  code,
  reason: mask(reason),
})

/** What is tracked now before what is only in history, the gravest first, then by place. */
function compareFindings(a: Finding, b: Finding): number {
  return (
    Number(b.history?.tracked ?? true) - Number(a.history?.tracked ?? true) ||
    severities.indexOf(b.severity) - severities.indexOf(a.severity) ||
    compare(a.path, b.path) ||
    (a.line ?? 0) - (b.line ?? 0) ||
    (a.column ?? 0) - (b.column ?? 0) ||
    compare(a.rule, b.rule) ||
    compare(a.reachedBy.join('\0'), b.reachedBy.join('\0')) ||
    compare(a.fingerprint, b.fingerprint) ||
    compare(a.commit ?? '', b.commit ?? '')
  )
}

const compareNotScanned = (a: NotScanned, b: NotScanned): number =>
  compare(a.path, b.path) || compare(a.code, b.code) || compare(a.reason, b.reason)

/** By code units and not by language: the same everywhere. */
function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
