import { createServiceSealer } from './key-service.ts'
import { createSealer, type Sealer } from './sealed.ts'
import { followSealKeys } from './seal-keys.ts'
import { createVaultKeyService } from './vault-key-service.ts'

/** The part of the settings that says by what secrets are sealed. */
export interface SealSettings {
  readonly sealKey: string | undefined
  readonly sealKeyFile?: string | undefined
  readonly keyService?: { readonly url: string; readonly token: () => string } | undefined
  readonly dataFolder: string
}

/**
 * What seals and opens secrets in this deployment: a key service where there is one, else a key of a file or a setting. Keys in files are
 * read anew when they change.
 * @throws AppError `invalid-configuration`
 */
export function openSealer({ sealKey, sealKeyFile, keyService, dataFolder }: SealSettings): Sealer {
  const local = createSealer(followSealKeys(sealKey, sealKeyFile, dataFolder))
  return keyService === undefined ? local : createServiceSealer(createVaultKeyService(keyService), local)
}
