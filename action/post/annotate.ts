import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import { placeOf, shortCommit } from '../../report/wording.ts'
import type { Voice } from '../judge.ts'
import { logLine } from '../log-line.ts'
import type { Runner } from '../runner.ts'

/** GitHub shows so many of each level for a step. Source: GitHub's documentation of annotations' limits. */
const mostOfALevel = 10

/** Marks lines where no comment can be made: in a run whose token only reads, and where there is no pull request. */
export function annotate(
  runner: Pick<Runner, 'annotate'>,
  findings: readonly AssessedFinding[],
  voice: (finding: AssessedFinding) => Voice,
): void {
  const spoken = (wanted: Voice): readonly AssessedFinding[] =>
    findings.filter((one) => voice(one) === wanted).slice(0, mostOfALevel)
  for (const one of spoken('blocks')) mark(runner, 'error', one)
  for (const one of spoken('comment')) mark(runner, 'warning', one)
}

function mark(runner: Pick<Runner, 'annotate'>, level: 'error' | 'warning', finding: AssessedFinding): void {
  const { title, severity, confidence, path, line, endLine, commit, fingerprint, brought } = finding
  const by = brought?.line ?? null
  const where =
    commit === null
      ? ''
      : ` It is in commit ${shortCommit(commit)} and not in the files any more: replace it at its service.`
  runner.annotate(
    level,
    `${severity} severity, ${confidence} confidence.${where}${by === null ? '' : ` What this line hands over is used at ${placeOf(finding)}.`} To answer, name it ${fingerprint}.`,
    {
      title: logLine(title),
      file: path,
      ...(line !== null && commit === null && { startLine: by ?? line, endLine: by ?? endLine ?? line }),
    },
  )
}
