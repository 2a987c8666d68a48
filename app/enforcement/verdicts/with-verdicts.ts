import type { Allowlist, AllowlistEntry } from '../../../policies/allowlist.ts'
import type { GivenVerdict } from './verdict.ts'

/**
 * The allowlist with what was said in the console of one repository's findings, which counts first: somebody looked at these very
 * findings, and an entry in the file may be about a whole folder.
 */
export const withVerdicts = (allowlist: Allowlist, verdicts: readonly GivenVerdict[]): Allowlist =>
  verdicts.length === 0 ? allowlist : { entries: [...verdicts.map(toEntry), ...allowlist.entries] }

function toEntry(given: GivenVerdict): AllowlistEntry {
  const { id, fingerprint, verdict, reason, evidence, rotatedOn, expiresOn, givenBy, askedBy } = given
  return {
    fingerprint,
    verdict: verdict === 'rotated' ? 'risk-accepted' : verdict,
    reason,
    approver: givenBy ?? nobody,
    expires: expiresOn,
    ...(rotatedOn !== null &&
      evidence !== null && { rotated: { who: askedBy ?? nobody, when: rotatedOn, evidence } }),
    source: 'the console, verdict',
    line: Number(id),
  }
}

const nobody = 'somebody who was erased'
