import { createHash, createPrivateKey, createPublicKey } from 'node:crypto'
import { base58, bech32, createBase58check } from '@scure/base'
import { validateMnemonic } from '@scure/bip39'
import { wordlist } from '@scure/bip39/wordlists/english.js'
import type { Verdict } from '../../../engine/rule.ts'
import { checksumVerdict } from './checksum.ts'
import { verdictOnPublished } from './published-keys.ts'

export const base58check = createBase58check((bytes: Uint8Array) =>
  createHash('sha256').update(bytes).digest(),
)

/** How many keys the curve secp256k1 has; see SEC 2. */
const order = 2n ** 256n - 0x14551231950b75fc4402da1732fc9bebfn

export const normalizeHexKey = (secret: string): string => secret.toLowerCase().replace(/^0x/, '')

/** A private key of secp256k1 in hex: a number below the curve's order. */
export function checkHexKey(secret: string): Verdict | undefined {
  const hex = normalizeHexKey(secret)
  const key = BigInt(`0x${hex}`)
  // Small numbers are what tests count with.
  if (key < 2n ** 64n || key >= order) return { drop: 'not a key of secp256k1' }
  return verdictOnPublished(hex)
}

/** A text with the checksum that Bitcoin's addresses and keys have. */
export function checkBase58check(secret: string): Verdict {
  const published = verdictOnPublished(secret)
  if (published) return published
  return checksumVerdict(isDecoded(() => base58check.decode(secret)))
}

/**
 * A Solana key pair: 64 bytes, of which the last 32 are the public key, in base58 or as a list of numbers. Lists of 64 numbers
 * are of all sorts, so there the public key must be that of the seed.
 */
export function checkSolanaKey(secret: string): Verdict | undefined {
  if (!secret.startsWith('['))
    return isDecoded(() => base58.decode(secret).length === 64) ? undefined : { drop: 'not a key pair' }
  const bytes = bytesOfList(secret)
  return bytes && ed25519PublicKey(bytes.subarray(0, 32)).equals(bytes.subarray(32))
    ? { note: 'its public key is that of the secret one' }
    : { drop: 'not a key pair' }
}

/** The same key as both its forms. */
export function normalizeSolanaKey(secret: string): string {
  const bytes = secret.startsWith('[') ? bytesOfList(secret) : undefined
  return bytes ? base58.encode(bytes) : secret
}

function bytesOfList(text: string): Buffer | undefined {
  const numbers = (text.match(/\d{1,3}/g) ?? []).map(Number)
  return numbers.length === 64 && numbers.every((one) => one < 256) ? Buffer.from(numbers) : undefined
}

/** What stands before the seed in PKCS#8; see RFC 8410. */
const ed25519Head = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The public key of Ed25519 that belongs to a seed of 32 bytes. */
export function ed25519PublicKey(seed: Uint8Array): Buffer {
  const key = createPrivateKey({ key: Buffer.concat([ed25519Head, seed]), format: 'der', type: 'pkcs8' })
  return Buffer.from(createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32))
}

export const checkNostrKey = (secret: string): Verdict =>
  checksumVerdict(isDecoded(() => bech32.decodeToBytes(secret).prefix === 'nsec'))

function isDecoded(decode: () => unknown): boolean {
  try {
    return decode() !== false
  } catch {
    // The decoders throw on a wrong checksum or character: that is the answer.
    return false
  }
}

/** Twelve to twenty-four words of BIP 39, of which the last holds a checksum. */
export function checkSeedPhrase(secret: string): Verdict {
  const words = normalizeSeedPhrase(secret)
  // `test test … junk` and `abandon … about` are everybody's.
  if (new Set(words.split(' ')).size <= 6) return { drop: 'a phrase for tests' }
  return validateMnemonic(words, wordlist) ? { note: 'its checksum is valid' } : { drop: 'not a seed phrase' }
}

export const normalizeSeedPhrase = (secret: string): string => secret.trim().replaceAll(/[\s,]{1,4}/g, ' ')
