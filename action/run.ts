import type { AssessedFinding } from '../policies/assessed-finding.ts'
import { answer } from './answers/answer.ts'
import { type AnswerSubject, answerSubject } from './answers/answer-subject.ts'
import { type Examined, examineCommit, examineRange, type Examining } from './examine.ts'
import { openCommit } from './gather/open-commit.ts'
import { openRange, type RangeOptions } from './gather/open-range.ts'
import { readStandards, type Standards } from './gather/read-standards.ts'
import type { Octokit, Place } from './github.ts'
import { BadInput, type Inputs, readInputs } from './inputs.ts'
import type { Runner } from './runner.ts'
import { type Change, type RunEvent, subjectOf, type Whole } from './subject.ts'
import { notScanned, tell } from './tell.ts'

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
  const asked = answerSubject(event, inputs.task, input.now())
  if (asked) return answerComments(input, inputs, asked)
  const subject = subjectOf(event)
  if (subject.kind === 'refused') return runner.fail(subject.why)
  if (subject.kind === 'nothing') return runner.info(`Nothing to look at: ${subject.why}`)
  const octokit = input.openGitHub(inputs.token)
  const { base: ref, head, pull } = subject.kind === 'whole' ? wholeOf(subject) : subject
  const standards = await readStandards(octokit, place, { ref, file: inputs.policy })
  const target = `${place.owner}/${place.repo}${pull ? `#${pull.number}` : ''}`
  const { workspace, signal, version, now } = input
  const access = { octokit, place, token: inputs.token, workspace, signal }
  const looked = await lookAt(subject, access, { standards, target, version, now })
  if ('problem' in looked) return notScanned(runner, looked.problem)
  await tell(input, { inputs, head, pull, octokit, examined: looked })
}

function answerComments(input: RunInput, inputs: Inputs, asked: AnswerSubject): Promise<void> {
  const { place, workspace, signal, version, now } = input
  const octokit = input.openGitHub(inputs.token)
  const access = { octokit, place, token: inputs.token, workspace, signal }
  const findingsOf = async (change: Change, standards: Standards): Promise<readonly AssessedFinding[]> => {
    const looked = await lookAt(change, access, { standards, target: place.repo, version, now })
    if ('problem' in looked)
      throw new BadInput(`Could not look at the change, so nothing is answered. ${looked.problem}`)
    return looked.report.findings
  }
  return answer(input, asked, { inputs, octokit, findingsOf })
}

/** @returns why not, for people, where it cannot be had */
async function lookAt(
  subject: Change | Whole,
  access: RangeOptions,
  by: Examining,
): Promise<Examined | { readonly problem: string }> {
  if (subject.kind === 'whole') {
    const opened = await openCommit(subject.head, access)
    if ('problem' in opened) return opened
    return examineCommit(opened.repository, subject.head, by).finally(opened.close)
  }
  const opened = await openRange(subject, access)
  if ('problem' in opened) return opened
  return examineRange(opened, by).finally(opened.close)
}

/** Everything of a commit is judged by what the commit itself says. */
const wholeOf = ({ head }: Whole) => ({ base: head, head, pull: null }) as const
