import type { CheckContext, Verdict } from '../../../engine/rule.ts'

/**
 * An RSA key as .NET writes it in XML: numbers in base64, the modulus and its two factors among them.
 * Source: https://www.w3.org/TR/xmldsig-core1/#sec-RSAKeyValue
 */
export function checkRsaKeyValue(_secret: string, { text }: CheckContext): Verdict {
  const [modulus, factor] = [numberIn(text, 'Modulus'), numberIn(text, 'P')]
  if (modulus === undefined || factor === undefined || factor < 2n) return { drop: 'a part is missing' }
  return modulus % factor === 0n ? {} : { confidence: 'low', note: 'its numbers do not fit together' }
}

function numberIn(text: string, element: string): bigint | undefined {
  const base64 = new RegExp(`<${element}>([A-Za-z0-9+/=\\s]{4,1600})</${element}>`).exec(text)?.[1]
  const hex = base64 === undefined ? '' : Buffer.from(base64, 'base64').toString('hex')
  return hex === '' ? undefined : BigInt(`0x${hex}`)
}
