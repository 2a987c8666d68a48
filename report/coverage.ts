import type { Coverage } from '../scanner/engine/finding.ts'

/** Left out on purpose: the policy says so, or it is another repository, to be looked at on its own. */
const deliberate: ReadonlySet<string> = new Set(['ignored-by-policy', 'submodule'])

/** Whether everything that should have been scanned was; what was left out on purpose is still listed. */
export const isWhole = (coverage: Coverage): boolean =>
  coverage.notScanned.every(({ code }) => deliberate.has(code))
