import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import { escapeMarkdown, markdownProse } from '../../report/escape/markdown.ts'
import { signs } from '../../report/markdown/signs.ts'
import { capitalized, fixFor } from '../../report/wording.ts'
import type { RuleInfo } from '../../scanner/engine/rule.ts'
import { issuesOf } from '../../report/issues.ts'
import { writeMarker } from './marker.ts'

export interface CommentParts {
  readonly rule: RuleInfo | undefined
  readonly isBlocking: boolean
  /** A block with the line as it would be; see `suggestionBlock`. */
  readonly suggestion: string | undefined
}

/** What one comment on a line says: what it is, why it matters, what to do. Markdown; no text of the finding itself. */
export function commentText(
  finding: AssessedFinding,
  { rule, isBlocking, suggestion }: CommentParts,
): string {
  const { title, severity, confidence, note } = finding
  const [issue] = issuesOf([finding])
  const advice = rule === undefined ? [] : [markdownProse(rule.why), markdownProse(fixFor(rule, [issue!]))]
  const says = isBlocking
    ? 'It keeps this change from passing.'
    : 'It does not keep this change from passing.'
  return [
    `${isBlocking ? signs.bad : signs.unsure} **${escapeMarkdown(title)}** · ${severity} severity, ${confidence} confidence`,
    ...advice,
    ...(note === undefined ? [] : [`${capitalized(markdownProse(note))}.`]),
    ...(suggestion === undefined ? [] : [suggestion]),
    `<sub>${says} Not a problem? Answer with \`/gatehouse false-positive\` and a reason that somebody else can check.</sub>`,
    writeMarker({ ...finding, isFixed: false }),
  ].join('\n\n')
}

/** What a comment says when its finding is not in the change any more. */
export function fixedText({
  rule,
  fingerprint,
  title,
  head,
}: {
  readonly rule: string
  readonly fingerprint: string
  readonly title: string
  /** In hex. */
  readonly head: string
}): string {
  return [
    `${signs.good} ~~${escapeMarkdown(title)}~~ It is not in this change any more, as of \`${head.slice(0, 8)}\`.`,
    writeMarker({ rule, fingerprint, isFixed: true }),
  ].join('\n\n')
}
