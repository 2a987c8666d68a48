import type { Allowlist } from '../policies/allowlist.ts'
import { assess, type Assessment } from '../policies/assess.ts'
import { count } from '../report/wording.ts'
import { type Baseline, goneFrom } from '../policies/baseline.ts'
import { type InlineComment, requestsIn } from '../policies/inline-comments.ts'
import { globMatcher } from '../policies/glob.ts'
import type { CommentReport } from '../policies/match-comments.ts'
import type { Readiness } from '../policies/readiness.ts'
import type { AssessedFinding } from '../policies/assessed-finding.ts'
import { isWhole } from '../report/coverage.ts'
import { formats } from '../report/formats.ts'
import type { Report, VersionControl } from '../report/report.ts'
import type { CompiledRules } from '../scanner/engine/compile-rules.ts'
import type { Finding } from '../scanner/engine/finding.ts'
import { createTextMask } from '../scanner/engine/mask-text.ts'
import { compileLater } from '../scanner/pool/scan-rules.ts'
import { papersOf } from '../scanner/rules/papers-of.ts'
import { userSecretRule } from '../scanner/rules/secrets/user-rule.ts'
import type { ScanOptions, ScanResult } from '../scanner/scan.ts'
import type { ReportFlags } from './commands/scan-flags.ts'
import type { Environment } from './environment.ts'
import { loadBaseline } from './load-baseline.ts'
import { loadAllowlist, loadPolicy, type NamedPolicy } from './load-policy.ts'
import { maskReport } from './mask-report.ts'
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
  /** Whether all of history was looked at, so that what was not found is not there any more. */
  readonly isWhole: boolean
  /** Comments for other tools at the findings, where they are looked for. */
  readonly otherComments?: readonly InlineComment[]
  /** Whether any history was looked at. */
  readonly hasHistory?: boolean
}

/** What findings are judged by, and what is looked for. */
export interface Standards {
  readonly policy: NamedPolicy
  readonly allowlist: Allowlist
  readonly baseline?: Baseline
  /** The built-in secret rules and those of the policy. */
  readonly compiled: () => CompiledRules
}

/** Reads what the flags name, before the long work, so that a mistake is heard of at once. @throws AppError */
export function loadStandards({ environment }: Program, flags: ReportFlags): Standards {
  const policy = loadPolicy(environment, flags.policy)
  const baseline = flags.baseline === undefined ? undefined : loadBaseline(environment, flags.baseline)
  return {
    policy,
    allowlist: loadAllowlist(environment, flags.allowlist, policy),
    compiled: compileLater({ userRules: policy.policy.scanning.rules }),
    ...(baseline && { baseline }),
  }
}

/** Runs a scan with what the flags and the policy say. */
export async function scanFor<Result = Scanned>(
  { environment, entry }: Program,
  flags: Pick<ReportFlags, 'progress' | 'threads'>,
  { policy, compiled }: Pick<Standards, 'policy' | 'compiled'>,
  scan: (options: ScanOptions) => Promise<Result>,
): Promise<Result> {
  const { ignore, rules } = policy.policy.scanning
  const bar = createProgressBar(flags.progress ? environment.errorTerminal : undefined, environment.unicode)
  try {
    const options: ScanOptions = {
      openPool: poolOpener(entry, flags.threads ?? environment.threads, { userRules: rules }, compiled),
      onProgress: (progress) => bar.update(progress),
      ...(ignore.length > 0 && { isIgnored: globMatcher(ignore) }),
    }
    return await scan(options)
  } finally {
    bar.stop()
  }
}

/** Marks what a scan found with what people have said of it. */
export function assessScan(
  scanned: Scanned,
  { policy, allowlist, baseline }: Standards,
  now: Date,
): Assessment {
  return assess({
    findings: scanned.result.findings,
    allowlist,
    inlineComments: requestsIn(scanned.result.comments),
    inline: policy.policy.allowlist.inlineComments,
    ...(scanned.otherComments && { otherComments: scanned.otherComments }),
    others: policy.policy.allowlist.otherComments,
    now,
    isWhole: scanned.isWhole && isWhole(scanned.result.coverage),
    ...(baseline && { baseline: baseline.fingerprints }),
    ...(scanned.isInDiff && { isInDiff: scanned.isInDiff }),
  })
}

/**
 * The way of every command that reports: scan, assess, judge, render, write.
 * @returns the report that was written
 */
export async function scanAndReport(
  program: Program,
  flags: ReportFlags,
  standards: Standards,
  scan: (options: ScanOptions) => Promise<Scanned>,
  judge?: (scanned: Scanned, findings: readonly AssessedFinding[], policy: NamedPolicy) => Readiness,
): Promise<Report> {
  const started = new Date()
  return reportOn(program, flags, standards, await scanFor(program, flags, standards, scan), started, judge)
}

/** Assesses, judges, renders and writes what was scanned. @returns the report that was written */
export function reportOn(
  program: Program,
  flags: ReportFlags,
  standards: Standards,
  scanned: Scanned,
  started: Date,
  judge?: (scanned: Scanned, findings: readonly AssessedFinding[], policy: NamedPolicy) => Readiness,
): Report {
  const { environment } = program
  const { policy } = standards
  const { findings, comments } = assessScan(scanned, standards, started)
  noteOthers(environment, scanned, comments)
  noteGone(environment, standards, scanned, findings)
  const readiness = judge?.(scanned, findings, policy)
  const report: Report = {
    target: scanned.target,
    version,
    scannedAt: started.toISOString(),
    duration: Date.now() - started.getTime(),
    findings,
    rules: papersOf(findings, policy.policy.scanning.rules.map(userSecretRule)),
    coverage: scanned.result.coverage,
    ...(readiness && { readiness }),
    ...(scanned.versionControl && { versionControl: scanned.versionControl }),
  }
  const shown = maskReport(report, createTextMask(standards.compiled))
  writeOutput(environment, render(environment, flags, shown), flags.output)
  return shown
}

/** A comment that settles nothing must not be taken for one that does. */
function noteOthers(
  { stderr }: Environment,
  { otherComments = [] }: Scanned,
  comments: readonly CommentReport[],
): void {
  const others = new Set(otherComments)
  const asked = comments.filter(({ comment, state }) => state === 'requested' && others.has(comment)).length
  if (asked > 0)
    stderr.write(
      `note: ${count(asked, 'comment')} for other tools ${asked === 1 ? 'stands' : 'stand'} at findings, and ${asked === 1 ? 'settles' : 'settle'} nothing unless the policy says \`allowlist: {otherComments: trust}\`.\n`,
    )
}

/** Where everything was looked at, what of the baseline is gone can leave it: what comes back is new then. */
function noteGone(
  { stderr }: Environment,
  { baseline }: Standards,
  { isWhole: isAll, result }: Scanned,
  findings: readonly AssessedFinding[],
): void {
  if (!baseline || !isAll || !isWhole(result.coverage)) return
  const gone = goneFrom(baseline, findings).length
  if (gone > 0)
    stderr.write(
      `note: ${count(gone, 'finding')} of the baseline gone; \`gatehouse baseline report\` names them.\n`,
    )
}

function render(
  { isTerminal, unicode, color, width }: Environment,
  { format, output, all }: ReportFlags,
  report: Report,
): string {
  const toScreen = output === undefined
  return formats[format](report, {
    unicode,
    color: color && toScreen,
    all: all === true,
    width: toScreen && isTerminal ? width : 100,
  })
}
