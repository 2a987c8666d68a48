import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { AppError } from '../../scanner/errors.ts'
import { createSecret, type Secret } from './secret.ts'

/** A key that seals columns: 32 bytes that lie outside the database. */
export interface SealKey {
  /** First 16 hex digits of a hash of the key; it stands beside what the key sealed. */
  readonly id: string
  readonly bytes: Secret
}

/** Where a sealed value stands. It is part of the seal, so that a value moved to another place does not open there. */
export interface Place {
  readonly table: string
  readonly column: string
  readonly row: string
}

/** What is kept in the database. */
export interface Sealed {
  readonly keyId: string
  /** Nonce (12 bytes), tag (16 bytes), text. */
  readonly value: Buffer
  /** The key that sealed it, wrapped by the key `keyId`; null: that one sealed it itself, as it was before there were envelopes. */
  readonly dataKey: Buffer | null
}

type Sooner<Value> = Value | Promise<Value>

/** Seals and opens. Where a key service wraps the keys, each takes a request. */
export interface Sealer {
  readonly seal: (place: Place, secret: Secret) => Sooner<Sealed>
  /** @throws AppError `unsealing-failed`, `key-service-failed` */
  readonly open: (place: Place, sealed: Sealed) => Sooner<Secret>
  /** Whether it was sealed in an envelope by the key that seals now. */
  readonly isCurrent: (sealed: Pick<Sealed, 'keyId' | 'dataKey'>) => Sooner<boolean>
}

/** One whose keys lie here. */
export interface LocalSealer extends Sealer {
  readonly seal: (place: Place, secret: Secret) => Sealed
  readonly open: (place: Place, sealed: Sealed) => Secret
  readonly isCurrent: (sealed: Pick<Sealed, 'keyId' | 'dataKey'>) => boolean
}

const nonceLength = 12
const tagLength = 16
export const keyLength = 32

/** @param bytes 32 of them */
export function createSealKey(bytes: Buffer): SealKey {
  const id = createHash('sha256').update('gatehouse/seal-key/v1\0').update(bytes).digest('hex').slice(0, 16)
  return { id, bytes: createSecret(bytes.toString('base64')) }
}

/**
 * Seals each value with a key of its own, which the first of the keys wraps.
 * @param keys the first one wraps, all of them open: so a key is changed without losing what the old one sealed. A function is asked each
 *   time, and once more, with `true`, for a key that it did not name
 */
export function createSealer(
  keys: readonly [SealKey, ...SealKey[]] | ((isMissed: boolean) => readonly [SealKey, ...SealKey[]]),
): LocalSealer {
  const all = typeof keys === 'function' ? keys : () => keys
  return {
    seal: (place, secret) => {
      const [current] = all(false)
      const dataKey = newDataKey()
      const wrapped = seal(current, wrappingOf(place), createSecret(dataKey.toString('base64')))
      return { keyId: current.id, value: sealWith(dataKey, place, secret), dataKey: wrapped }
    },
    open: (place, { keyId, value, dataKey }) => {
      const find = (among: readonly SealKey[]) => among.find(({ id }) => id === keyId)
      const key = find(all(false)) ?? find(all(true))
      if (!key) {
        throw new AppError(
          'unsealing-failed',
          `${nameOf(place)} was sealed by the key ${keyId}, which is not among the keys that are there.`,
        )
      }
      if (dataKey === null) return open(key, place, value)
      return openWith(Buffer.from(open(key, wrappingOf(place), dataKey).reveal(), 'base64'), place, value)
    },
    isCurrent: ({ keyId, dataKey }) => dataKey !== null && keyId === all(false)[0].id,
  }
}

/** A key for one value. */
export const newDataKey = (): Buffer => randomBytes(keyLength)

/** Wrapped keys stand in a place of their own, so that none opens as a value, nor in another row. */
const wrappingOf = ({ table, column, row }: Place): Place => ({ table, column: `${column}.data_key`, row })

const bytesOf = ({ bytes }: SealKey): Buffer => Buffer.from(bytes.reveal(), 'base64')

const seal = (key: SealKey, place: Place, secret: Secret): Buffer => sealWith(bytesOf(key), place, secret)
const open = (key: SealKey, place: Place, value: Buffer): Secret => openWith(bytesOf(key), place, value)

/** Seals by a key itself. @param key 32 bytes */
export function sealWith(key: Buffer, place: Place, secret: Secret): Buffer {
  const nonce = randomBytes(nonceLength)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
  cipher.setAAD(aboutOf(place))
  const text = Buffer.concat([cipher.update(secret.reveal(), 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), text])
}

/** @throws AppError `unsealing-failed` */
export function openWith(key: Buffer, place: Place, value: Buffer): Secret {
  const nonce = value.subarray(0, nonceLength)
  const tag = value.subarray(nonceLength, nonceLength + tagLength)
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
    decipher.setAAD(aboutOf(place))
    decipher.setAuthTag(tag)
    const text = Buffer.concat([decipher.update(value.subarray(nonceLength + tagLength)), decipher.final()])
    return createSecret(text.toString('utf8'))
  } catch (cause) {
    throw new AppError('unsealing-failed', `${nameOf(place)} was changed, or belongs to another place.`, {
      cause,
    })
  }
}

const nameOf = ({ table, column, row }: Place): string => `The sealed ${table}.${column} of ${row}`

/** As JSON, so that no two places have one text. */
const aboutOf = ({ table, column, row }: Place): Buffer =>
  Buffer.from(`gatehouse/sealed/v1\0${JSON.stringify([table, column, row])}`)
