import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import type { Report } from '../../report/report.ts'
import { asSentence, capitalized, placeOf, shortCommit } from '../../report/wording.ts'
import type { RuleInfo } from '../../scanner/engine/rule.ts'
import type { Voice } from '../judge.ts'
import { logLine } from '../log-line.ts'
import type { Runner } from '../runner.ts'

/** GitHub shows so many of each level for a step. Source: GitHub's documentation of annotations' limits. */
const mostOfALevel = 10

/** Marks lines where no comment can be made: in a run whose token only reads, and where there is no pull request. */
export function annotate(
  runner: Pick<Runner, 'annotate'>,
  { findings, rules }: Pick<Report, 'findings' | 'rules'>,
  voice: (finding: AssessedFinding) => Voice,
): void {
  const spoken = (wanted: Voice): readonly AssessedFinding[] =>
    findings.filter((one) => voice(one) === wanted).slice(0, mostOfALevel)
  for (const one of spoken('blocks')) mark(runner, 'error', one, rules.get(one.rule))
  for (const one of spoken('comment')) mark(runner, 'warning', one, rules.get(one.rule))
}

function mark(
  runner: Pick<Runner, 'annotate'>,
  level: 'error' | 'warning',
  finding: AssessedFinding,
  rule: RuleInfo | undefined,
): void {
  const { title, severity, confidence, path, line, endLine, commit, fingerprint, note, brought } = finding
  const by = brought?.line ?? null
  const sentences = [
    `${capitalized(severity)} severity, ${confidence} confidence.`,
    ...(note === undefined ? [] : [asSentence(note)]),
    ...(by === null ? [] : [`What this line hands over is used at ${placeOf(finding)}.`]),
    commit === null
      ? (rule?.fix ?? '')
      : `It is in commit ${shortCommit(commit)} and not in the files any more: replace it at its service.`,
    `To answer, name it ${fingerprint}.`,
  ]
  runner.annotate(level, logLine(sentences.filter((one) => one !== '').join(' ')), {
    title: logLine(title),
    file: path,
    ...(line !== null && commit === null && { startLine: by ?? line, endLine: by ?? endLine ?? line }),
  })
}
