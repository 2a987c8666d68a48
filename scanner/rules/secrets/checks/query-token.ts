import { looksRandom } from '../../../engine/randomness.ts'
import type { CheckContext, Verdict } from '../../../engine/rule.ts'
import { judgeCredentials } from './credentials.ts'

const addressBefore = /(?:https?|wss?):\/\/([^\s"'`<>/?#]{1,253})[^\s"'`<>]{0,120}$/i
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A token in the query of an address, whose service nobody knows: it must look generated. */
export function checkQueryToken(secret: string, { before }: CheckContext): Verdict {
  const [address = '', host = ''] = addressBefore.exec(before) ?? []
  // Where 128 bytes are not enough to see the beginning of the address, it is one all the same.
  if (address === '' && /[\s"'`<>]/.test(before)) return { drop: 'no address' }
  if (!looksRandom(secret) && !(uuid.test(secret) && new Set(secret).size >= 7))
    return { drop: 'does not look random' }
  const verdict = judgeCredentials({ user: '', password: secret, host: host.replace(/^.*@/, '') })
  if ('drop' in verdict) return verdict
  if (/\.(?:svg|png|jpe?g|gif|webp)\?[^?]*$/i.test(before))
    return { severity: 'low', confidence: 'low', note: 'in the address of a picture or badge' }
  if (/[?&]alt=media&(?:amp;)?token=$/.test(before))
    return { severity: 'low', note: 'it opens one file that Firebase stores' }
  return verdict
}
