import type { AssessedFinding } from '../policies/assessed-finding.ts'
import { requestsOn } from './answers/requests-on.ts'
import { markdownProse } from '../report/escape/markdown.ts'
import { renderMarkdown } from '../report/markdown.ts'
import { count, shortCommit } from '../report/wording.ts'
import type { Examined } from './examine.ts'
import { withoutFeature } from './features.ts'
import { type Octokit, statusOf } from './github.ts'
import type { Inputs } from './inputs.ts'
import { type Verdict, verdictOf, type Voice, voiceOf } from './judge.ts'
import { logLine } from './log-line.ts'
import { annotate } from './post/annotate.ts'
import { postProposal } from './proposal/post-proposal.ts'
import { readIdentity } from './post/identity.ts'
import { isLost } from './post/is-lost.ts'
import { uploadSarif } from './post/upload-sarif.ts'
import { verdictCounts } from './post/verdict-counts.ts'
import { writeReports } from './post/write-reports.ts'
import type { LetPass } from './override/let-pass.ts'
import type { Opinion } from './second-opinion/opinion.ts'
import { opinionMarkdown } from './second-opinion/opinion-markdown.ts'
import { toldFindings } from './second-opinion/second-opinion.ts'
import type { RunInput } from './run.ts'
import { scannedLine } from './scanned-line.ts'
import { notScanned } from './not-scanned.ts'
import { outcomeOf } from './outcome-of.ts'
import { keyOfFinding } from './comments/marker.ts'
import { newerHead } from './post/newer-head.ts'
import type { Runner } from './runner.ts'
import { rehearse, speak } from './speak.ts'
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
  /** What the change would make of policy and allowlist, as Markdown; undefined where it leaves them. */
  readonly proposed: string | undefined
  /** What Claude says of it, where somebody asked; nothing else depends on it. */
  readonly opinion: Opinion | undefined
  /** What people should know besides, each a sentence. */
  readonly notes: readonly string[]
  /** Whether an approver lets pass what could not be looked at. */
  readonly readLetPass: () => Promise<LetPass>
}

type Told = Pick<RunInput, 'runner' | 'place' | 'workspace' | 'folder' | 'now' | 'ref' | 'sleep' | 'signal'>

/** Says what was found: on the lines or as annotations, in the summary, as SARIF, as outputs, and by how the run ends. */
export async function tell(input: Told, telling: Telling): Promise<void> {
  const { runner } = input
  const { inputs, what, head, pull, octokit, examined, opinion, proposed } = telling
  const { report, isWhole } = examined
  const loudness = {
    failOn: inputs['fail-on'],
    code: examined.code,
    others: examined.others,
    rules: report.rules,
    now: input.now(),
  }
  const voice = (finding: AssessedFinding): Voice => voiceOf(finding, loudness)
  const blocking = report.findings.filter((one) => voice(one) === 'blocks').length
  const judged = verdictOf(blocking, isWhole)
  const pass = judged === 'not-scanned' ? await telling.readLetPass() : undefined
  const verdict = pass?.url === undefined ? judged : 'passed'
  const outcome = outcomeOf(report, {
    verdict: judged,
    blocking: new Set(report.findings.filter((one) => voice(one) === 'blocks').map(keyOfFinding)).size,
    isLetPass: pass?.url !== undefined,
    what,
  })
  const said = await sayOnLines(input, telling, voice)
  if (said.isForAnnotations) annotate(runner, report, voice)
  if (pull && !pull.isDraft && inputs.mode === 'comment' && !said.isOld)
    await postProposal(octokit, input.place, pull.number, proposed)
  const requests = pull ? await requestsOn(octokit, input.place, pull.number, input.now()) : undefined
  const files = writeReports(input, inputs, report)
  const uploaded = await uploadSarif(input, telling)
  const words = [
    ...examined.remarks,
    ...said.words,
    ...uploaded,
    ...(pass?.words ?? []),
    ...telling.notes,
    ...observedWords(inputs, verdict),
  ]
  for (const line of words) runner.info(logLine(line))
  const list = words.map((line) => `- ${markdownProse(line)}\n`).join('')
  const parts = [
    `${renderMarkdown({ ...report, ...(outcome && { outcome }) })}\n${scannedLine(report.coverage, head, what)}`,
    ...(list === '' ? [] : [list.trimEnd()]),
    ...(requests === undefined ? [] : [requests]),
    ...(proposed === undefined ? [] : [proposed]),
    ...(opinion === undefined ? [] : [opinionMarkdown(opinion, toldFindings(report.findings))]),
  ]
  await runner.summarize(`${parts.join('\n\n')}\n`)
  runner.output('findings', report.findings.filter(({ status }) => status === 'open').length)
  runner.output('blocking', blocking)
  runner.output('scanned', isWhole)
  runner.output('conclusion', verdict)
  runner.output('override', pass?.url ?? '')
  runner.output('verdicts', JSON.stringify(verdictCounts(report.findings)))
  runner.output('sarif-file', files.sarif)
  runner.output('report', files.json)
  end(runner, inputs, verdict, blocking)
}

interface Said {
  readonly words: readonly string[]
  /** Whether lines are to be marked instead, because nobody could be told on them. */
  readonly isForAnnotations: boolean
  /** The pull request has a newer commit, whose run speaks. */
  readonly isOld?: true
}

async function sayOnLines(
  { runner, place, sleep, signal }: Told,
  { inputs, what, pull, head, octokit, examined: { report, suggest, isThere } }: Telling,
  voice: (finding: AssessedFinding) => Voice,
): Promise<Said> {
  const isObserved = inputs.mode === 'observe'
  if (!pull) return { words: [], isForAnnotations: !isObserved }
  const isQuiet = pull.isDraft || pull.isByBot
  let identity: ReturnType<typeof readIdentity> | undefined
  const speaking = {
    octokit,
    place,
    number: pull.number,
    isFork: pull.isFork,
    head,
    wait: (milliseconds: number) => sleep(milliseconds, signal),
    identity: () => (identity ??= readIdentity(octokit)),
    report,
    suggest,
    isThere,
    voice,
    most: isQuiet ? 0 : inputs['max-comments'],
    scanned: scannedLine(report.coverage, head, what),
  }
  const quiet = isQuiet
    ? [`Nothing new is said on the lines of ${pull.isDraft ? 'a draft' : 'a bot’s pull request'}.`]
    : []
  const newer = await newerHead(speaking)
  if (newer !== undefined)
    return {
      words: [
        `Nothing is said on the lines: the pull request is at \`${shortCommit(newer)}\` by now, and the run of that speaks.`,
      ],
      isForAnnotations: false,
      isOld: true,
    }
  try {
    const words = isObserved ? await rehearse(speaking) : await speak(speaking)
    return { words: [...quiet, ...words], isForAnnotations: false }
  } catch (error) {
    const why = whyNot(error, pull)
    if (why === undefined) throw error
    runner.info(logLine(`GitHub said: ${String(error)}`))
    return { words: [...quiet, why], isForAnnotations: !isObserved && !isQuiet }
  }
}

/** @returns what to tell people; undefined where it is our own mistake */
function whyNot(error: unknown, pull: Pull): string | undefined {
  if (isLost(error)) return 'GitHub did not take the comments: findings are marked as annotations instead.'
  if (statusOf(error) === undefined) return undefined
  if (statusOf(error) !== 403)
    return `GitHub refused the comments (${statusOf(error)}): findings are marked as annotations instead.`
  return withoutFeature('comments', pull)
}

const observedWords = ({ mode }: Inputs, verdict: Verdict): readonly string[] =>
  mode === 'observe' ? [`Observed only. Otherwise this run would have ended as: ${verdict}.`] : []

function end(runner: Runner, inputs: Inputs, verdict: Verdict, blocking: number): void {
  if (inputs.mode === 'observe') return
  if (verdict === 'blocked')
    runner.fail(
      `${count(blocking, 'finding')} must be resolved before this is merged; the summary has the details.`,
    )
  if (verdict === 'not-scanned')
    notScanned(runner, 'Something in the change could not be looked at; the summary says what and why.')
}
