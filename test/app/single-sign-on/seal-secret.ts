import { readSealKeys } from '../../../app/database/seal-keys.ts'
import { createSealer } from '../../../app/database/sealed.ts'
import { writeSealed } from '../../../app/database/sealed-values.ts'
import { createSecret } from '../../../app/database/secret.ts'
import type { Store } from '../../../app/database/store.ts'
import { clientSecretOf } from '../../../app/signing-in/company-door.ts'
import { clientSecret } from './oidc-peer.ts'

/** Keeps the client secret of a connection as Settings does. */
export async function sealSecret(
  store: Store,
  { sealKey, folder }: { readonly sealKey: string; readonly folder: string },
  connection: string,
): Promise<void> {
  const sealer = createSealer(readSealKeys(sealKey, folder))
  await store.transact((unit) =>
    writeSealed(unit, sealer, clientSecretOf(connection), createSecret(clientSecret)),
  )
}
