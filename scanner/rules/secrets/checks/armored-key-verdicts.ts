import type { Verdict } from '../../../engine/rule.ts'

/** What a look into an armored key can show, whoever made it. */
export const armoredKey = {
  none: { drop: 'no key between the markers' },
  unlike: { confidence: 'low', note: 'not a key’s structure' },
  cutShort: { confidence: 'medium', note: 'cut short or altered, so that it cannot be read' },
  protected: { severity: 'medium', confidence: 'medium', note: 'protected by a passphrase' },
} as const satisfies Record<string, Verdict>
