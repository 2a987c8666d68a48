import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import { escapeMarkdown, markdownCode, markdownProse } from '../../report/escape/markdown.ts'
import { issuesOf } from '../../report/issues.ts'
import { pageOf, proseOf } from '../../report/markdown/own-words.ts'
import { signs } from '../../report/markdown/signs.ts'
import { asSentence, count, fixFor, placeOf, shortCommit, statusWord } from '../../report/wording.ts'
import type { RuleInfo } from '../../scanner/engine/rule.ts'
import type { Severity } from '../../scanner/engine/rule.ts'
import { type CommentState, writeMarker } from './marker.ts'

export interface CommentParts {
  readonly rule: RuleInfo | undefined
  readonly isBlocking: boolean
  /** A block with the lines as they would be; see `suggestLines`. */
  readonly suggestion: string | undefined
  /** The same secret at other places of the change. */
  readonly elsewhere: readonly AssessedFinding[]
}

/** Places that are named beside the one that a comment stands at. */
const mostPlaces = 5

/** What one comment on a line says: what it is, why it matters, what to do. Markdown; no text of the finding itself. */
export function commentText(finding: AssessedFinding, parts: CommentParts): string {
  const { title, severity, confidence, note } = finding
  const { rule, isBlocking, suggestion, elsewhere } = parts
  return [
    `${isBlocking ? signs.bad : signs.warning} **${escapeMarkdown(title)}** · ${severity} severity, ${confidence} confidence${isBlocking ? ' · **keeps this change from passing**' : ''}`,
    ...whereUsed(finding),
    ...reasonsOf(note, rule),
    ...adviceOn(finding, rule),
    ...(elsewhere.length === 0 ? [] : [alsoAt(elsewhere)]),
    ...(suggestion === undefined ? [] : [suggestion]),
    small(
      ...(isBlocking ? [] : ['Only a remark: it does not keep this change from passing.']),
      'Not a problem? Answer with `/gatehouse false-positive` and a reason that somebody else can check.',
      ...papersLine(rule),
    ),
    markerOf(finding, 'open'),
  ].join('\n\n')
}

/**
 * What a comment says once a later commit took the secret out of the files: it was published, so the way out is to replace it, and not
 * to rewrite history.
 */
export function removedText(
  finding: AssessedFinding,
  { isBlocking }: Pick<CommentParts, 'isBlocking'>,
): string {
  const { title, commit } = finding
  return [
    `${signs.waiting} **${escapeMarkdown(title)}** · out of the files, and not yet replaced`,
    `A later commit took it out. Commit \`${shortCommit(commit ?? '')}\` of this change still holds it, and so does everybody who fetched the branch. History need not be rewritten:`,
    '1. Replace it at its service.\n2. Answer with `/gatehouse rotated` and what shows it, such as a ticket or the date in the service’s log.',
    small(
      isBlocking
        ? 'It keeps this change from passing until an approver confirms that it was replaced.'
        : 'It does not keep this change from passing.',
    ),
    markerOf(finding, 'removed'),
  ].join('\n\n')
}

/** What a comment says when people have judged its finding. */
export function settledText(finding: AssessedFinding): string {
  const { title, statusReason } = finding
  const why = statusReason === undefined ? '' : ` ${escapeMarkdown(statusReason)}`
  return [
    `${signs.good} ~~${escapeMarkdown(title)}~~ Settled: ${statusWord(finding)}.${why}`,
    markerOf(finding, 'settled'),
  ].join('\n\n')
}

/** What a comment says when its finding is not in the change any more. */
export function fixedText({
  head,
  title,
  ...known
}: {
  readonly rule: string
  readonly fingerprint: string
  readonly severity: Severity
  readonly title: string
  /** In hex. */
  readonly head: string
}): string {
  return [
    `${signs.good} ~~${escapeMarkdown(title)}~~ It is not in this change any more, as of \`${shortCommit(head)}\`.`,
    writeMarker({ ...known, state: 'fixed' }),
  ].join('\n\n')
}

const markerOf = ({ rule, fingerprint, severity }: AssessedFinding, state: CommentState): string =>
  writeMarker({ rule, fingerprint, severity, state })

function adviceOn(finding: AssessedFinding, rule: RuleInfo | undefined): readonly string[] {
  if (rule === undefined) return []
  const [issue] = issuesOf([finding])
  const fix = fixFor(rule, [issue!])
  // Commands to copy, where nothing in the name could be more than a name.
  const ready = /^[\w./]+(?:-[\w./]+)*$/.test(finding.path) ? fix.replaceAll('<file>', finding.path) : fix
  return [`**What to do:** ${proseOf(rule)(ready)}`]
}

/** What the line that a comment stands on has to do with a finding whose own line the change left as it was. */
function whereUsed(finding: AssessedFinding): readonly string[] {
  const { brought } = finding
  if (brought === undefined) return []
  if (brought.line === null)
    return [
      'This change left the line as it was, and makes it a finding all the same, such as by taking out a check before it.',
    ]
  return [
    `What this line hands over is used at ${markdownCode(placeOf({ ...finding, column: null }))}, which this change left as it was.`,
  ]
}

/** Why this place, then why such places matter. */
function reasonsOf(note: string | undefined, rule: RuleInfo | undefined): readonly string[] {
  const here = note === undefined ? [] : [asSentence(markdownProse(note))]
  const inGeneral = rule === undefined ? [] : [proseOf(rule)(rule.why)]
  const reasons = [...here, ...inGeneral]
  return reasons.length === 0 ? [] : [reasons.join(' ')]
}

function alsoAt(elsewhere: readonly AssessedFinding[]): string {
  const shown = elsewhere.slice(0, mostPlaces).map((one) => markdownCode(placeOf(one)))
  const more = elsewhere.length - shown.length
  return `It also stands at ${shown.join(', ')}${more === 0 ? '' : ` and ${count(more, 'more place')}`}.`
}

/** Where to read on: the page that the rule is held against, and one number that other programs know the weakness by. */
function papersLine(rule: RuleInfo | undefined): readonly string[] {
  if (rule === undefined) return []
  const { weakness } = rule
  const page = pageOf(rule)
  const [cwe] = weakness?.cwe ?? []
  const number = cwe === undefined ? [] : [`[CWE-${cwe}](https://cwe.mitre.org/data/definitions/${cwe}.html)`]
  const owasp = weakness === undefined ? [] : [`OWASP ${weakness.owasp}`]
  const all = [...(page === undefined ? [] : [page]), ...number, ...owasp]
  return all.length === 0 ? [] : [`Read on: ${all.join(', ')}.`]
}

const small = (...sentences: readonly string[]): string => `<sub>${sentences.join(' ')}</sub>`
