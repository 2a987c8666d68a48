import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { AssessedFinding } from '../policies/assessed-finding.ts'
import { renderMarkdown } from '../report/markdown.ts'
import { renderSarif } from '../report/sarif.ts'
import { count } from '../report/wording.ts'
import { planComments } from './comments/plan-comments.ts'
import type { Examined } from './examine.ts'
import { type Octokit, statusOf } from './github.ts'
import type { Inputs } from './inputs.ts'
import { isBlocking, type Verdict, verdictOf } from './judge.ts'
import { annotate } from './post/annotate.ts'
import { postComments, readOwnComments } from './post/pull-comments.ts'
import type { Opinion } from './second-opinion/opinion.ts'
import { opinionMarkdown } from './second-opinion/opinion-markdown.ts'
import { toldFindings } from './second-opinion/second-opinion.ts'
import type { RunInput } from './run.ts'
import { scannedLine } from './scanned-line.ts'
import type { Runner } from './runner.ts'
import type { Pull } from './subject.ts'

export interface Telling {
  readonly inputs: Inputs
  readonly what: 'change' | 'whole'
  /** The commit that was looked at, in hex. */
  readonly head: string
  /** null: nobody reads comments there. */
  readonly pull: Pull | null
  readonly octokit: Octokit
  readonly examined: Examined
  /** What Claude says of it, where somebody asked; nothing else depends on it. */
  readonly opinion: Opinion | undefined
}

/** Says what was found: on the lines or as annotations, in the summary, as SARIF, as outputs, and by how the run ends. */
export async function tell(
  input: Pick<RunInput, 'runner' | 'place' | 'workspace'>,
  telling: Telling,
): Promise<void> {
  const { runner, workspace } = input
  const { inputs, what, head, examined, opinion } = telling
  const { report, isWhole } = examined
  const stands = (finding: AssessedFinding): boolean => isBlocking(finding, inputs['fail-on'])
  const blocking = report.findings.filter(stands)
  const verdict = verdictOf(blocking.length, isWhole)
  if (inputs.mode === 'observe' || !(await comment(input, telling, stands)))
    annotate(runner, report.findings, stands)
  const said = opinion === undefined ? '' : `\n${opinionMarkdown(opinion, toldFindings(report.findings))}\n`
  await runner.summarize(`${renderMarkdown(report)}\n${scannedLine(report.coverage, head, what)}\n${said}`)
  if (inputs['sarif-file'] !== '')
    writeFileSync(resolve(workspace, inputs['sarif-file']), renderSarif(report))
  runner.output('findings', report.findings.filter(({ status }) => status === 'open').length)
  runner.output('blocking', blocking.length)
  runner.output('scanned', isWhole)
  end(runner, inputs, verdict, blocking.length)
}

/** @returns false where nobody could be told on the lines */
async function comment(
  { runner, place }: Pick<RunInput, 'runner' | 'place'>,
  { inputs, pull, head, octokit, examined: { report, suggest } }: Telling,
  stands: (finding: AssessedFinding) => boolean,
): Promise<boolean> {
  if (!pull || pull.isDraft || pull.isByBot) return false
  try {
    const known = await readOwnComments(octokit, place, pull.number)
    const { findings, rules } = report
    const plan = planComments({
      findings,
      rules,
      known,
      head,
      isBlocking: stands,
      suggest,
      most: inputs['max-comments'],
    })
    const unplaced = await postComments({ octokit, place, number: pull.number, head }, plan)
    const unseen = plan.left.length + unplaced.length
    if (unseen > 0) runner.info(`${count(unseen, 'finding')} more stand in the summary of this run.`)
    return true
  } catch (error) {
    if (statusOf(error) !== 403) throw error
    const why = pull.isFork
      ? 'The token of a run for a fork only reads'
      : 'The token may not write comments (`permissions: pull-requests: write`)'
    runner.info(`${why}: findings are marked as annotations instead.`)
    return false
  }
}

function end(runner: Runner, inputs: Inputs, verdict: Verdict, blocking: number): void {
  if (inputs.mode === 'observe') {
    runner.info(`Observed only. Otherwise this run would have ended as: ${verdict}.`)
    return
  }
  if (verdict === 'blocked')
    runner.fail(
      `${count(blocking, 'finding')} must be resolved before this is merged; the summary has the details.`,
    )
  if (verdict === 'not-scanned')
    notScanned(runner, 'Something in the change could not be looked at; the summary says what and why.')
}

/** Not the author's fault, and no success. */
export function notScanned(runner: Runner, why: string): void {
  runner.output('scanned', false)
  runner.fail(`Could not scan, which says nothing about the change. ${why}`)
}
