import { examine } from '../examine.ts'
import { openRange } from '../gather/open-range.ts'
import type { Standards } from '../gather/read-standards.ts'
import type { Octokit } from '../github.ts'
import { BadInput } from '../inputs.ts'
import type { RunInput } from '../run.ts'
import type { Change } from '../subject.ts'
import type { FoundIn } from './answering.ts'

export interface FindingsOf {
  readonly octokit: Octokit
  readonly token: string
  readonly change: Change
  readonly standards: Standards
}

/** What a change holds now, as the workflow that scans would say it. @throws BadInput where it cannot be looked at */
export async function findingsOf(
  { place, workspace, signal, version, now, sleep, threads }: RunInput,
  { octokit, token, change, standards }: FindingsOf,
): Promise<FoundIn> {
  const opened = await openRange(change, { octokit, place, token, workspace, sleep, signal })
  if ('problem' in opened)
    throw new BadInput(`Could not look at the change, so nothing is answered. ${opened.problem}`)
  try {
    const { report, isWhole } = await examine(opened, {
      standards,
      target: place.repo,
      owner: place.owner,
      threads,
      version,
      now,
    })
    return { findings: report.findings, isWhole }
  } finally {
    opened.close()
  }
}
