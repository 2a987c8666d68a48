import { gzipSync } from 'node:zlib'
import { renderSarif } from '../../report/sarif.ts'
import { withoutFeature } from '../features.ts'
import { statusOf } from '../github.ts'
import type { RunInput } from '../run.ts'
import type { Telling } from '../tell.ts'
import { isLost } from './is-lost.ts'

/**
 * Hands the findings to code scanning, where the workflow asks for it and its token may. What is handed over counts as everything that
 * is known of a branch: of a push's few files it would close every other alert, so that is not done.
 * Source: GitHub REST API, "Upload an analysis as SARIF data": gzip, then Base64; 202.
 * @returns what to tell people
 */
export async function uploadSarif(
  { place: { owner, repo }, ref }: Pick<RunInput, 'place' | 'ref'>,
  { inputs, octokit, pull, head, what, examined: { report } }: Telling,
): Promise<readonly string[]> {
  if (!inputs['upload-sarif'] || inputs.mode === 'observe') return []
  if (what === 'change' && !pull)
    return [
      'Nothing was handed to code scanning: a push is looked at in part, which would close all other alerts.',
    ]
  const sarif = gzipSync(renderSarif(report)).toString('base64')
  const where = { commit_sha: head, ref: pull ? `refs/pull/${pull.number}/head` : ref }
  try {
    await octokit.rest.codeScanning.uploadSarif({
      owner,
      repo,
      ...where,
      sarif,
      tool_name: 'Gatehouse',
      started_at: report.scannedAt,
    })
    return ['Handed to code scanning.']
  } catch (error) {
    const status = statusOf(error)
    if (status === 403 || status === 404) return [withoutFeature('sarif', { isFork: pull?.isFork === true })]
    if (status === undefined && !isLost(error)) throw error
    return [`Code scanning took nothing (${status ?? 'no answer'}).`]
  }
}
