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
}

export interface Sealer {
  readonly seal: (place: Place, secret: Secret) => Sealed
  /** @throws AppError `unsealing-failed` */
  readonly open: (place: Place, sealed: Sealed) => Secret
  /** Whether it was sealed by the key that seals now. */
  readonly isCurrent: (sealed: Pick<Sealed, 'keyId'>) => boolean
}

const nonceLength = 12
const tagLength = 16
export const keyLength = 32

/** @param bytes 32 of them */
export function createSealKey(bytes: Buffer): SealKey {
  const id = createHash('sha256').update('gatehouse/seal-key/v1\0').update(bytes).digest('hex').slice(0, 16)
  return { id, bytes: createSecret(bytes.toString('base64')) }
}

/** @param keys the first one seals, all of them open: so a key is changed without losing what the old one sealed */
export function createSealer(keys: readonly [SealKey, ...SealKey[]]): Sealer {
  const [current] = keys
  return {
    seal: (place, secret) => seal(current, place, secret),
    open: (place, sealed) => {
      const key = keys.find(({ id }) => id === sealed.keyId)
      if (!key) {
        throw new AppError(
          'unsealing-failed',
          `${nameOf(place)} was sealed by the key ${sealed.keyId}, which is not among the keys that are there.`,
        )
      }
      return open(key, place, sealed.value)
    },
    isCurrent: ({ keyId }) => keyId === current.id,
  }
}

const bytesOf = ({ bytes }: SealKey): Buffer => Buffer.from(bytes.reveal(), 'base64')

function seal(key: SealKey, place: Place, secret: Secret): Sealed {
  const nonce = randomBytes(nonceLength)
  const cipher = createCipheriv('aes-256-gcm', bytesOf(key), nonce, { authTagLength: tagLength })
  cipher.setAAD(aboutOf(place))
  const text = Buffer.concat([cipher.update(secret.reveal(), 'utf8'), cipher.final()])
  return { keyId: key.id, value: Buffer.concat([nonce, cipher.getAuthTag(), text]) }
}

function open(key: SealKey, place: Place, value: Buffer): Secret {
  const nonce = value.subarray(0, nonceLength)
  const tag = value.subarray(nonceLength, nonceLength + tagLength)
  try {
    const decipher = createDecipheriv('aes-256-gcm', bytesOf(key), nonce, { authTagLength: tagLength })
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
