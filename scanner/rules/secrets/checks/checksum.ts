import type { Verdict } from '../../../engine/rule.ts'

/**
 * What a checksum in a key tells. A key whose checksum does not fit was never issued, but may be a real one with a typing
 * error, so it is kept, doubted.
 */
export const checksumVerdict = (fits: boolean): Verdict =>
  fits
    ? { note: 'its checksum is valid' }
    : { confidence: 'medium', note: 'its checksum is wrong: altered, or made up' }
