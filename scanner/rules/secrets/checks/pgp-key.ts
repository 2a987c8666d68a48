import type { Verdict } from '../../../engine/rule.ts'
import { armoredKey } from './armored-key-verdicts.ts'
import { isKeySized, keyText } from './key-text.ts'

/**
 * An OpenPGP private key block (RFC 9580): its first packet is a secret key, which says in the byte after the public part
 * whether a passphrase protects it.
 */
export function checkPgp(body: string): Verdict {
  const key = keyText(body)
  if (!isKeySized(key)) return armoredKey.none
  const packet = contentOfSecretKey(Buffer.from(key.base64, 'base64'))
  if (!packet) return armoredKey.unlike
  const usage = usageOf(packet)
  if (usage === undefined) return armoredKey.cutShort
  return usage === 0 ? { note: 'not protected by a passphrase' } : armoredKey.protected
}

const secretKeyTag = 5

/** The first packet's content, where it is a secret key. */
function contentOfSecretKey(bytes: Buffer): Buffer | undefined {
  const head = bytes[0] ?? 0
  if ((head & 0x80) === 0) return undefined
  if ((head & 0x40) !== 0) {
    if ((head & 0x3f) !== secretKeyTag) return undefined
    const first = bytes[1] ?? 0
    return bytes.subarray(first < 192 ? 2 : first < 224 ? 3 : 6)
  }
  if (((head >> 2) & 0x0f) !== secretKeyTag) return undefined
  return bytes.subarray(1 + ([1, 2, 4, 0][head & 3] ?? 0))
}

/** How many numbers a public key has, by algorithm: RSA, Elgamal, DSA. */
const numbers: Readonly<Record<number, number>> = { 1: 2, 2: 2, 3: 2, 16: 3, 17: 4 }
/** Algorithms whose public key is an object identifier and one number: ECDH, ECDSA, EdDSA. */
const onCurves = new Set([18, 19, 22])
/** Public keys of fixed length: X25519, X448, Ed25519, Ed448. */
const fixed: Readonly<Record<number, number>> = { 25: 32, 26: 56, 27: 32, 28: 57 }

/** The byte that says how the secret part is protected, 0 for not at all; undefined where it cannot be reached. */
function usageOf(packet: Buffer): number | undefined {
  const version = packet[0]
  if (version !== 4 && version !== 6) return undefined
  const algorithm = packet[5] ?? 0
  let at = version === 6 ? 10 : 6
  if (onCurves.has(algorithm)) {
    at = afterNumber(packet, at + 1 + (packet[at] ?? 0))
    if (algorithm === 18) at += 1 + (packet[at] ?? 0)
  } else if (fixed[algorithm] !== undefined) {
    at += fixed[algorithm]
  } else {
    const count = numbers[algorithm]
    if (count === undefined) return undefined
    for (let index = 0; index < count; index += 1) at = afterNumber(packet, at)
  }
  return packet[at]
}

/** A number is its length in bits, in two bytes, and then its bytes. */
const afterNumber = (packet: Buffer, at: number): number =>
  at + 2 <= packet.length ? at + 2 + Math.ceil(packet.readUInt16BE(at) / 8) : Infinity
