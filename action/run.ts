import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { AssessedFinding } from '../policies/assessed-finding.ts'
import { renderMarkdown } from '../report/markdown.ts'
import { renderSarif } from '../report/sarif.ts'
import { count } from '../report/wording.ts'
import { planComments } from './comments/plan-comments.ts'
import { type Examined, examineRange } from './examine.ts'
import { openRange } from './gather/open-range.ts'
import { readStandards } from './gather/read-standards.ts'
import { type Octokit, type Place, statusOf } from './github.ts'
import { type Inputs, readInputs } from './inputs.ts'
import { isBlocking, type Verdict, verdictOf } from './judge.ts'
import { annotate } from './post/annotate.ts'
import { postComments, readOwnComments } from './post/pull-comments.ts'
import type { Runner } from './runner.ts'
import { type Change, type RunEvent, subjectOf } from './subject.ts'

export interface RunInput {
  readonly runner: Runner
  readonly event: RunEvent
  readonly place: Place
  /** The folder that the job works in. */
  readonly workspace: string
  readonly openGitHub: (token: string) => Octokit
  readonly version: string
  readonly now: () => Date
  readonly signal: AbortSignal
}

/** One run of the Action. What goes wrong is thrown; `main.ts` says it. */
export async function run(input: RunInput): Promise<void> {
  const { runner, event, place } = input
  const inputs = readInputs(runner.input)
  runner.hide(inputs.token)
  const subject = subjectOf(event)
  if (subject.kind === 'refused') return runner.fail(subject.why)
  if (subject.kind === 'nothing') return runner.info(`Nothing to look at: ${subject.why}`)
  if (subject.kind === 'whole') return runner.fail('Looking at a whole repository is not built yet.')
  const octokit = input.openGitHub(inputs.token)
  const standards = await readStandards(octokit, place, { ref: subject.base, file: inputs.policy })
  const { workspace, signal } = input
  const range = await openRange(subject, { octokit, place, token: inputs.token, workspace, signal })
  if ('problem' in range) return notScanned(runner, range.problem)
  try {
    const target = `${place.owner}/${place.repo}${subject.pull ? `#${subject.pull.number}` : ''}`
    const examined = await examineRange({ range, standards, target, version: input.version, now: input.now })
    await tell(input, { inputs, subject, octokit, examined })
  } finally {
    range.close()
  }
}

interface Telling {
  readonly inputs: Inputs
  readonly subject: Change
  readonly octokit: Octokit
  readonly examined: Examined
}

async function tell(input: RunInput, telling: Telling): Promise<void> {
  const { runner, workspace } = input
  const { inputs, subject, examined } = telling
  const { report, isWhole } = examined
  const stands = (finding: AssessedFinding): boolean => isBlocking(finding, inputs['fail-on'])
  const blocking = report.findings.filter(stands)
  const verdict = verdictOf(blocking.length, isWhole)
  if (inputs.mode === 'observe' || !(await comment(input, telling, stands)))
    annotate(runner, report.findings, stands)
  await runner.summarize(`${renderMarkdown(report)}\n${scannedLine(examined, subject.head)}\n`)
  if (inputs['sarif-file'] !== '')
    writeFileSync(resolve(workspace, inputs['sarif-file']), renderSarif(report))
  runner.output('findings', report.findings.filter(({ status }) => status === 'open').length)
  runner.output('blocking', blocking.length)
  runner.output('scanned', isWhole)
  end(runner, inputs, verdict, blocking.length)
}

/** @returns false where nobody could be told on the lines */
async function comment(
  { runner, place }: RunInput,
  { inputs, subject: { pull, head }, octokit, examined: { report } }: Telling,
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

const scannedLine = ({ report: { coverage } }: Examined, head: string): string => {
  const left = new Set(coverage.notScanned.map(({ path }) => path)).size
  const files = `${Math.max(0, coverage.files - left)} of ${count(coverage.files, 'file')}`
  return `Scanned ${files}, ${count(coverage.commits, 'commit')}, at \`${head}\`.`
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
function notScanned(runner: Runner, why: string): void {
  runner.output('scanned', false)
  runner.fail(`Could not scan, which says nothing about the change. ${why}`)
}
