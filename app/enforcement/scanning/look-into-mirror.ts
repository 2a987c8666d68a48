import { createHash } from 'node:crypto'
import { createTextMask } from '../../../scanner/engine/mask-text.ts'
import { findAssistantCommits } from '../../../scanner/find-assistant-commits.ts'
import { findOtherWorkflows } from '../../../scanner/find-other-workflows.ts'
import { compileLater } from '../../../scanner/pool/scan-rules.ts'
import { type HistoryScanOptions, scanHistory } from '../../../scanner/scan-history.ts'
import { scanTree } from '../../../scanner/scan-tree.ts'
import type { ScanOptions, ScanResult } from '../../../scanner/scan.ts'
import { readRefs, type Refs } from '../../../scanner/sources/git/read-refs.ts'
import type { Repository } from '../../../scanner/sources/git/repository.ts'
import { scanVersion } from './scan-version.ts'
import type { ContentEvidence, ScanOutcome, ScanRequest } from '../scanning.ts'

/** Scans a repository as the policy wants, unless nothing has changed since the last time. */
export async function lookIntoMirror(
  repository: Repository,
  request: ScanRequest,
  options: ScanOptions,
): Promise<ScanOutcome> {
  const { defaultBranch, settings } = request
  const refs = await readRefs(repository)
  const headCommit = refs.refs.find(({ name }) => name === `refs/heads/${defaultBranch}`)?.id ?? null
  const { pushedAt } = request
  const version = scanVersion(settings)
  const basis = basisOf(refs, defaultBranch, version)
  const looked = { basis, version, pushedAt, headCommit }
  if (basis === request.lastBasis) return { status: 'unchanged', ...looked }
  const result = await scanContent(repository, headCommit, settings.history, options)
  const evidence = await readEvidence(repository, request)
  return { status: 'scanned', ...looked, history: historyOf(settings.history), result, evidence }
}

/** Everything on which it depends what a scan finds. */
function basisOf({ refs }: Refs, defaultBranch: string | null, version: string): string {
  const hash = createHash('sha256').update(JSON.stringify([version, defaultBranch]))
  for (const { name, id } of refs) hash.update(`${name} ${id}\n`)
  return hash.digest('hex')
}

type HistoryScope = ScanRequest['settings']['history']

const historyOf = (scope: HistoryScope): 'none' | 'head' | 'whole' =>
  scope === 'none' || scope === 'head' ? scope : 'whole'

function scanContent(
  repository: Repository,
  ref: string | null,
  scope: HistoryScope,
  options: ScanOptions,
): Promise<ScanResult> {
  if (scope === 'none' && ref !== null) return scanTree(repository, ref, options)
  return scanHistory(repository, { ...options, ref, refs: refsOf(scope, ref) })
}

function refsOf(scope: HistoryScope, ref: string | null): NonNullable<HistoryScanOptions['refs']> {
  if (scope === 'none' || scope === 'head') return ref === null ? [] : [ref]
  return scope === 'all' ? 'all' : 'default'
}

async function readEvidence(
  repository: Repository,
  { defaultBranch, settings }: ScanRequest,
): Promise<ContentEvidence> {
  const mask = createTextMask(compileLater({ userRules: settings.rules }))
  const [workflows, commits] = await Promise.all([
    findOtherWorkflows(repository, defaultBranch, mask),
    findAssistantCommits(repository),
  ])
  return {
    otherWorkflows: workflows.found,
    activity: commits.found,
    leftOut: [...workflows.leftOut, ...commits.leftOut],
  }
}
