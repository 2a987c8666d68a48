import type { Coverage } from '../scanner/engine/finding.ts'

/** Left out on purpose: the policy says so, or it is another repository, to be looked at on its own. */
const deliberate: ReadonlySet<string> = new Set(['ignored-by-policy', 'submodule'])

/**
 * Whether everything that should have been scanned was; what was left out on purpose is still listed. Where the policy left
 * out every file, nothing was looked at, on purpose or not.
 */
export const isWhole = ({ files, notScanned }: Coverage): boolean =>
  notScanned.every(({ code }) => deliberate.has(code)) &&
  !(files === 0 && notScanned.some(({ code }) => code === 'ignored-by-policy'))
