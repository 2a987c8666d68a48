import { createHash } from 'node:crypto'
import type { Verdict } from '../../../engine/rule.ts'

/**
 * API keys that Google itself publishes, as the first 16 digits of their SHA-256: they come with every copy of these programs
 * and say nothing about the repository they are found in.
 */
const published = new Set([
  // Tests of the Firebase SDKs (firebase-js-sdk, firebase-android-sdk), seen there.
  '27a9a42931dff7eb',
  '49f777db995e8260',
  '8731261cb72d8626',
  '37f8f09bdf12c2f2',
  'eb540d2b6ee2a0a4',
  '2037abcaffb2b777',
  '3f370c9dd8225c63',
  'a19f89ab3555eac1',
  'e4a5542bb7fd7b67',
  '4c98242dcadc8b29',
  'ea9bb1082cf95663',
  'dc0fcf046c61640c',
  // Google Cloud SDK (gsutil, gcloud), seen there.
  'b3f19cc85129501b',
  'a73b3ad3b416d981',
])

export function checkPublished(key: string): Verdict | undefined {
  const digest = createHash('sha256').update(key).digest('hex').slice(0, 16)
  return published.has(digest) ? { drop: "a key of Google's own programs, in every copy of them" } : undefined
}
