import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import type { Runner } from '../runner.ts'

/** GitHub shows so many of each level for a step. Source: GitHub's documentation of annotations' limits. */
const mostOfALevel = 10

/** Marks lines where no comment can be made: in a run whose token only reads, and where there is no pull request. */
export function annotate(
  runner: Pick<Runner, 'annotate'>,
  findings: readonly AssessedFinding[],
  isBlocking: (finding: AssessedFinding) => boolean,
): void {
  const open = findings.filter(({ status, severity }) => status === 'open' && severity !== 'info')
  const [errors, warnings] = [open.filter(isBlocking), open.filter((one) => !isBlocking(one))]
  for (const one of errors.slice(0, mostOfALevel)) mark(runner, 'error', one)
  for (const one of warnings.slice(0, mostOfALevel)) mark(runner, 'warning', one)
}

function mark(
  runner: Pick<Runner, 'annotate'>,
  level: 'error' | 'warning',
  { title, severity, confidence, path, line, endLine, commit }: AssessedFinding,
): void {
  const where = commit === null ? '' : ` It is in commit ${commit.slice(0, 8)} and not in the files any more.`
  runner.annotate(level, `${severity} severity, ${confidence} confidence.${where}`, {
    title,
    file: path,
    ...(line !== null && commit === null && { startLine: line, endLine: endLine ?? line }),
  })
}
