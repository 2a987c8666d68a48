import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import { escapeUriPath } from '../../report/escape/uri.ts'
import { escapeMarkdown, markdownCode, markdownProse } from '../../report/escape/markdown.ts'
import { fitSections } from '../../report/markdown/budget.ts'
import { signs } from '../../report/markdown/signs.ts'
import { count, placeOf, shortCommit } from '../../report/wording.ts'
import { reviewMarker } from './marker.ts'
import type { LeftFinding } from './plan-comments.ts'

export interface ReviewParts {
  /** How many findings have a comment. */
  readonly open: number
  readonly left: readonly LeftFinding[]
  readonly isBlocking: (finding: AssessedFinding) => boolean
  /** How many keep the change from passing, whether or not they have a comment. */
  readonly blocking: number
  /** `Scanned 3 of 3 files, …` */
  readonly scanned: string
  /** Where files can be looked at, without a `/` at its end: `https://github.com/acme/web/blob/<commit>`. */
  readonly files: string
}

/** GitHub takes 65,536 characters; some stand around. */
const room = 60_000

/**
 * What stands above the comments of the first review, and is kept up to date from then on: how the change stands, and what no comment
 * could be made for. Markdown.
 */
export function reviewText({ open, left, isBlocking, blocking, scanned, files }: ReviewParts): string {
  const [all, spoken] = [open + left.length, left.filter(({ why }) => why !== 'said')]
  const head =
    all === 0
      ? `${signs.good} **Gatehouse** finds nothing in this change any more.`
      : `${blocking > 0 ? signs.bad : signs.warning} **Gatehouse** finds ${count(all, 'problem')} in this change${standing(all, blocking)}`
  const table = fitSections(
    [
      {
        head: `${spoken.length === 1 ? 'One has' : `${spoken.length} of them have`} no comment of ${spoken.length === 1 ? 'its' : 'their'} own:\n\n| | What | Where |\n| --- | --- | --- |\n`,
        rows: spoken.map((one) => rowOf(one, isBlocking(one.finding), files)),
        limit: Number.POSITIVE_INFINITY,
      },
    ].filter(({ rows }) => rows.length > 0),
    room,
  ).trimEnd()
  return [
    head,
    ...(table === '' ? [] : [table]),
    ...saidLine(left),
    `<sub>${markdownProse(scanned)}</sub>`,
    reviewMarker,
  ].join('\n\n')
}

function standing(all: number, blocking: number): string {
  if (blocking === 0) return '. None of them keeps it from passing.'
  if (blocking >= all) return all === 1 ? ', which keeps it from passing.' : ', which keep it from passing.'
  return `. ${blocking === 1 ? 'One of them keeps' : `${blocking} of them keep`} it from passing.`
}

function rowOf({ finding }: LeftFinding, isBlocking: boolean, files: string): string {
  const { title, severity, commit, path, line, endLine } = finding
  const place = markdownCode(placeOf({ ...finding, column: null }))
  const lines = line === null ? '' : `#L${line}${endLine === null || endLine === line ? '' : `-L${endLine}`}`
  const where =
    commit === null
      ? `[${place}](${files}/${escapeUriPath(path)}${lines})`
      : `${place}, in commit \`${shortCommit(commit)}\` and not in the files any more`
  return `| ${isBlocking ? signs.bad : signs.warning}&nbsp;${severity} | ${escapeMarkdown(title)}${howToAnswer(finding)} | ${where} |`
}

/**
 * What has no thread is answered below the pull request, by its fingerprint. Folded: it is long, and would take the room of the place that
 * everybody looks for.
 */
function howToAnswer(finding: AssessedFinding): string {
  const [asked, command] =
    finding.commit === null
      ? [
          'Not a problem?',
          `\`/gatehouse false-positive ${finding.fingerprint}\` and a reason that somebody else can check.`,
        ]
      : ['Replace it at its service, then say so', rotatedCommand(finding)]
  return `<details><summary>${asked}</summary>Answer on this page: ${command}</details>`
}

/** How people say that a secret was replaced that no comment is about. Markdown. */
export const rotatedCommand = ({ fingerprint }: AssessedFinding): string =>
  `\`/gatehouse rotated ${fingerprint}\` and what shows it.`

/** What others have said is not said again, and not hidden. */
function saidLine(left: readonly LeftFinding[]): readonly string[] {
  const by = left.flatMap((one) => (one.why === 'said' && one.by !== undefined ? [one.by] : []))
  if (by.length === 0) return []
  const who = [...new Set(by)].map(escapeMarkdown).join(' and ')
  return [
    `${by.length === 1 ? 'One of them stands on its line' : `${by.length} of them stand on their lines`} already, said by ${who}.`,
  ]
}
