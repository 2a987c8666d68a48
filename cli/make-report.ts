import { existsSync, readFileSync } from 'node:fs'
import { assess } from '../policies/assess.ts'
import { type InlineComment, readInlineComments } from '../policies/inline-comments.ts'
import { globMatcher } from '../policies/glob.ts'
import type { Readiness } from '../policies/readiness.ts'
import type { AssessedFinding } from '../policies/assessed-finding.ts'
import { formats } from '../report/formats.ts'
import type { Report, VersionControl } from '../report/report.ts'
import type { Finding } from '../scanner/engine/finding.ts'
import type { RuleInfo } from '../scanner/engine/rule.ts'
import { AppError } from '../scanner/errors.ts'
import { allRules } from '../scanner/rules/index.ts'
import { userSecretRule } from '../scanner/rules/secrets/user-rule.ts'
import type { PlacedComment, ScanOptions, ScanResult } from '../scanner/scan.ts'
import type { ReportFlags } from './commands/scan-flags.ts'
import { type Environment, fromCaller } from './environment.ts'
import { loadAllowlist, loadPolicy, type NamedPolicy } from './load-policy.ts'
import { poolOpener } from './open-pool.ts'
import type { Program } from './program.ts'
import { createProgressBar } from './progress.ts'
import { version } from './version.ts'
import { writeOutput } from './write-output.ts'

/** What was scanned, and how to call it. */
export interface Scanned {
  readonly result: ScanResult
  /** As a person would name it, without credentials. */
  readonly target: string
  readonly versionControl?: VersionControl
  readonly isInDiff?: (finding: Finding) => boolean
  /** Whether the whole tree and history were looked at. */
  readonly isWhole: boolean
}

/** Judges what a scan gave; undefined for commands that only report. */
export type JudgeReadiness = (findings: readonly AssessedFinding[], policy: NamedPolicy) => Readiness

/**
 * The way of every command that scans: policy, scan, assessment, report.
 * @returns the report that was written
 */
export async function scanAndReport(
  program: Program,
  flags: ReportFlags,
  scan: (options: ScanOptions, policy: NamedPolicy) => Promise<Scanned>,
  judge?: (scanned: Scanned) => JudgeReadiness,
): Promise<Report> {
  const { environment } = program
  const started = Date.now()
  // Everything that may be wrong with the command line is, before the long work.
  const policy = loadPolicy(environment, flags.policy)
  const allowlist = loadAllowlist(environment, flags.allowlist, policy)
  const baseline = readBaseline(environment, flags.baseline)
  const scanned = await withProgress(program, flags, policy, scan)
  const { findings } = assess({
    findings: scanned.result.findings,
    allowlist,
    inlineComments: inlineComments(scanned.result.comments),
    inline: policy.policy.allowlist.inlineComments,
    now: new Date(started),
    isWhole: scanned.isWhole,
    ...(baseline && { baseline }),
    ...(scanned.isInDiff && { isInDiff: scanned.isInDiff }),
  })
  const readiness = judge?.(scanned)(findings, policy)
  const report: Report = {
    target: scanned.target,
    version,
    scannedAt: new Date(started).toISOString(),
    duration: Date.now() - started,
    findings,
    rules: rulesIn(findings, policy),
    coverage: scanned.result.coverage,
    ...(readiness && { readiness }),
    ...(scanned.versionControl && { versionControl: scanned.versionControl }),
  }
  const toTerminal = flags.output === undefined && environment.isTerminal
  const { unicode, width } = environment
  const color = environment.color && flags.output === undefined
  const text = formats[flags.format](report, { color, unicode, all: flags.all === true, width: toTerminal ? width : 100 })
  writeOutput(environment, text, flags.output)
  return report
}

async function withProgress(
  { environment, entry }: Program,
  flags: ReportFlags,
  policy: NamedPolicy,
  scan: (options: ScanOptions, policy: NamedPolicy) => Promise<Scanned>,
): Promise<Scanned> {
  const { ignore, rules } = policy.policy.scanning
  const showsProgress = flags.progress && environment.errorTerminal !== undefined
  const bar = createProgressBar(showsProgress ? environment.errorTerminal : undefined, environment.unicode)
  try {
    return await scan(
      {
        openPool: poolOpener(entry, flags.threads ?? environment.threads, { userRules: rules }),
        onProgress: (progress) => bar.update(progress),
        ...(ignore.length > 0 && { isIgnored: globMatcher(ignore) }),
      },
      policy,
    )
  } finally {
    bar.stop()
  }
}

function inlineComments(comments: readonly PlacedComment[]): readonly InlineComment[] {
  return comments.flatMap(({ path, line, text }) =>
    readInlineComments(text).comments.map((comment) => ({ ...comment, path, line })),
  )
}

function rulesIn(findings: readonly Finding[], { policy }: NamedPolicy): ReadonlyMap<string, RuleInfo> {
  const found = new Set(findings.map(({ rule }) => rule))
  const rules = [...allRules, ...policy.scanning.rules.map(userSecretRule)]
  return new Map(rules.filter(({ id }) => found.has(id)).map((rule) => [rule.id, rule]))
}

/** Fingerprints in an earlier report. @throws AppError `not-found`, `usage` */
function readBaseline(environment: Environment, given: string | undefined): ReadonlySet<string> | undefined {
  if (given === undefined) return undefined
  const file = fromCaller(environment, given)
  if (!existsSync(file)) throw new AppError('not-found', `${given} could not be read as a baseline: it does not exist.`)
  const fingerprints = readFileSync(file, 'utf8').match(/"fingerprint":\s?"g1:[0-9a-f]{40}"/g)
  if (!fingerprints && readFileSync(file, 'utf8').trim() !== '') {
    throw new AppError('usage', `${given} is no baseline: it holds no fingerprint.`, {
      todo: 'Make one with `gatehouse scan … --format jsonl -o baseline.jsonl`.',
    })
  }
  return new Set(fingerprints?.map((text) => text.slice(-44, -1)))
}
