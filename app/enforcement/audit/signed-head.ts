import { createHash, type KeyObject, sign, verify } from 'node:crypto'
import type { ChainEnd } from './chain.ts'

/** A statement of how far a chain had come, signed: with it, also cutting off the end of a chain shows. */
export interface SignedHead extends ChainEnd {
  readonly organization: string
  /** ISO 8601, UTC. */
  readonly at: string
  /** First 16 hex digits of the public key's SHA-256. */
  readonly keyId: string
  /** Ed25519 in hex. */
  readonly signature: string
}

/** @param key an Ed25519 private key; @param publicKey its other half, by which verifiers know it */
export function signHead(
  organization: string,
  end: ChainEnd,
  at: Date,
  { key, publicKey }: { readonly key: KeyObject; readonly publicKey: KeyObject },
): SignedHead {
  const head = { organization, sequence: end.sequence, hash: end.hash, at: at.toISOString() }
  return { ...head, keyId: keyIdOf(publicKey), signature: sign(null, statementOf(head), key).toString('hex') }
}

/** Whether the head was signed by the key that belongs to this public key. */
export const isSignedBy = (head: SignedHead, publicKey: KeyObject): boolean =>
  head.keyId === keyIdOf(publicKey) &&
  verify(null, statementOf(head), publicKey, Buffer.from(head.signature, 'hex'))

export const keyIdOf = (publicKey: KeyObject): string =>
  createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16)

const statementOf = ({ organization, sequence, hash, at }: Omit<SignedHead, 'keyId' | 'signature'>): Buffer =>
  Buffer.from(`gatehouse/audit-head/v1\n${organization}\n${sequence}\n${hash}\n${at}\n`)
