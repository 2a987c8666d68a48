import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { z } from 'zod'
import { keyIdOf } from '../audit/signed-head.ts'

export const packFormat = 'gatehouse/evidence/v1'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

export const manifestSchema = z.object({
  format: z.literal(packFormat),
  /** Of the code that derived the pack's files; see `derivation`. */
  derivation: z.number().int().positive(),
  /** Of Gatehouse. */
  version: z.string(),
  madeAt: z.string(),
  period: z.object({ from: z.string(), to: z.string() }),
  /** How often everything was to be looked at, when this was made. */
  sweepMinutes: z.number().positive(),
  organizations: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      /** The last event of its record that is in the pack, and its hash; 0: it has none. */
      last: z.number().int().nonnegative(),
      hash: sha256,
    }),
  ),
  files: z.array(
    z.object({ name: z.string().regex(/^[a-z0-9.-]{1,60}$/), bytes: z.number().int().nonnegative(), sha256 }),
  ),
  keyId: z.string(),
  /** PEM. Whoever forges a pack names a key of their own: what counts is one that was kept elsewhere. */
  publicKey: z.string(),
})
export type Manifest = Readonly<z.output<typeof manifestSchema>>

/** Beside the manifest itself and its signature, which cannot be listed in it. */
export const manifestFile = 'manifest.json'
export const signatureFile = 'manifest.sig'

/** Its text as it is signed: these very bytes, so that `openssl pkeyutl -verify -rawin` can check them too. */
export const renderManifest = (manifest: Manifest): string => `${JSON.stringify(manifest, null, 1)}\n`

/** Ed25519 over the bytes of the file, 64 bytes. Its first words keep it from being the signature of a head. */
export const signManifest = (text: string, key: KeyObject): Buffer => sign(null, Buffer.from(text), key)

/** Whose signature it is; undefined: of none of these keys. */
export const signerOf = (
  bytes: Buffer,
  signature: Buffer,
  publicKeys: readonly string[],
): string | undefined => {
  for (const pem of publicKeys) {
    const key = createPublicKey(pem)
    if (verify(null, bytes, key, signature)) return keyIdOf(key)
  }
  return undefined
}

/** @returns undefined: it is none of this form */
export function parseManifest(text: string): Manifest | undefined {
  try {
    const parsed = manifestSchema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch {
    // No JSON is no manifest.
    return undefined
  }
}
