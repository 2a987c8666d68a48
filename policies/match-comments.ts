import type { Finding } from '../scanner/engine/finding.ts'
import type { InlineComment } from './inline-comments.ts'

export interface CommentReport {
  readonly comment: InlineComment
  /** `requested`: somebody must still say yes. `trusted`: the policy takes comments at their word. `unused`: nothing to answer. */
  readonly state: 'requested' | 'trusted' | 'unused'
  /** Fingerprints of the findings it answers. */
  readonly findings: readonly string[]
}

/** Brings comments and findings together: a comment answers its own line or, where there is nothing to answer, the next. */
export function matchComments(
  findings: readonly Finding[],
  comments: readonly InlineComment[],
  inline: 'request' | 'trust',
): { readonly trusted: ReadonlyMap<Finding, InlineComment>; readonly reports: readonly CommentReport[] } {
  const trusted = new Map<Finding, InlineComment>()
  const byPlace = groupByPlace(comments.length === 0 ? [] : findings)
  const reports = comments.map((comment): CommentReport => {
    const { path, line, rule } = comment
    const answered =
      byPlace.get(placeKey(path, line, rule)) ?? byPlace.get(placeKey(path, line + 1, rule)) ?? []
    if (inline === 'trust') for (const finding of answered) trusted.set(finding, comment)
    const state = answered.length === 0 ? 'unused' : inline === 'trust' ? 'trusted' : 'requested'
    return { comment, state, findings: [...new Set(answered.map((finding) => finding.fingerprint))] }
  })
  return { trusted, reports }
}

function groupByPlace(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const groups = new Map<string, Finding[]>()
  for (const finding of findings) {
    // Comments are read from the files as they are now; a line number in an old commit is about another text.
    if (finding.line === null || finding.history?.tracked === false) continue
    const key = placeKey(finding.path, finding.line, finding.rule)
    groups.set(key, [...(groups.get(key) ?? []), finding])
  }
  return groups
}

const placeKey = (path: string, line: number, rule: string): string => `${line}\0${rule}\0${path}`
