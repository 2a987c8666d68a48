import type { Sealed, Sealer } from './sealed.ts'
import { newDataKey, openWith, sealWith } from './sealed.ts'

/** What wraps the keys that seal values, and lies outside: implement it for a key service of another kind. */
export interface KeyService {
  /** Whether a wrapped key with this id is one of its own. */
  readonly isMine: (keyId: string) => boolean
  /** The id of the key, with its version, that wraps now. */
  readonly currentId: () => Promise<string>
  /** @param dataKey 32 bytes. @throws AppError `key-service-failed` */
  readonly wrap: (dataKey: Buffer) => Promise<{ readonly keyId: string; readonly wrapped: Buffer }>
  /** @throws AppError `key-service-failed`, `unsealing-failed` */
  readonly unwrap: (wrapped: Buffer) => Promise<Buffer>
}

/** A sealer whose data keys a service wraps. @param older opens what was sealed before there was the service */
export const createServiceSealer = (service: KeyService, older: Sealer): Sealer => ({
  seal: async (place, secret): Promise<Sealed> => {
    const dataKey = newDataKey()
    const { keyId, wrapped } = await service.wrap(dataKey)
    return { keyId, value: sealWith(dataKey, place, secret), dataKey: wrapped }
  },
  open: async (place, sealed) => {
    const { keyId, value, dataKey } = sealed
    if (dataKey === null || !service.isMine(keyId)) return older.open(place, sealed)
    return openWith(await service.unwrap(dataKey), place, value)
  },
  isCurrent: async ({ keyId, dataKey }) =>
    dataKey !== null && service.isMine(keyId) && keyId === (await service.currentId()),
})
