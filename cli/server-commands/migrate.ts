import type { Program } from '../program.ts'
import { writeOutput } from '../write-output.ts'
import { readSettings } from './open-deployment.ts'

/** `gatehouse migrate` */
export async function migrate(program: Program): Promise<void> {
  const config = await readSettings(program)
  const { openDatabase } = await import('../../app/database/open-database.ts')
  const { openSealer } = await import('../../app/database/open-sealer.ts')
  const { makeSigningKey } = await import('../../app/database/signing-key.ts')
  const { resealAll } = await import('../../app/database/sealed-values.ts')
  const sealer = openSealer(config)
  const { store, close } = await openDatabase(config, {
    prepared: (owner) => makeSigningKey(owner, sealer, new Date()),
  })
  try {
    const sealed = await resealAll(store, sealer)
    const again =
      sealed === 0 ? '' : ` ${sealed} secret${sealed === 1 ? ' was' : 's were'} sealed with the newest key.`
    writeOutput(program.environment, `The database is of this version.${again}\n`, undefined)
  } finally {
    await close()
  }
}
