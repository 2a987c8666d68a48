import path from 'node:path'
import type { Config } from '../../app/config.ts'
import { AppError } from '../../scanner/errors.ts'
import type { RotateFlags } from '../commands/keys.ts'
import type { Program } from '../program.ts'
import { writeOutput } from '../write-output.ts'
import { readSettings, withDatabase } from './open-deployment.ts'

/** `gatehouse keys list` */
export async function showKeys(program: Program): Promise<void> {
  const config = await readSettings(program)
  const { countSealed } = await import('../../app/database/sealed-values.ts')
  const { followSealKeys } = await import('../../app/database/seal-keys.ts')
  const known = followSealKeys(config.sealKey, config.sealKeyFile, config.dataFolder)(false)
  const sealed = await withDatabase(program, ({ store }) => countSealed(store))
  const own = known.map(({ id }, index) => {
    const role = index === 0 && config.keyService === undefined ? 'seals' : 'opens'
    return `${id}  ${role}  ${sealed.get(id) ?? 0} secrets`
  })
  const others = [...sealed]
    .filter(([id]) => !known.some((key) => key.id === id))
    .map(([id, secrets]) => `${id}  ${id.includes(':') ? 'key service' : 'is not here'}  ${secrets} secrets`)
  writeOutput(program.environment, `${[...own, ...others].join('\n')}\n`, undefined)
}

/** `gatehouse keys rotate` */
export async function rotateKeys(program: Program, { newKey, retire }: RotateFlags): Promise<void> {
  const config = await readSettings(program)
  const file = fileOf(config)
  const { openExisting } = await import('../../app/database/open-database.ts')
  const { openSealer } = await import('../../app/database/open-sealer.ts')
  const { recordRotation } = await import('../../app/database/record-rotation.ts')
  const { countSealed, resealAll } = await import('../../app/database/sealed-values.ts')
  const { retireKeys, rotateKeyFile } = await import('../../app/database/seal-keys.ts')
  const { store, close } = await openExisting(config)
  try {
    const isMade = newKey && config.keyService === undefined
    if (isMade) {
      if (file === undefined)
        throw new AppError('usage', 'SEAL_KEY holds the key itself, which a command cannot change.', {
          todo: 'Put a new key before it, after it a comma, restart each process, and run this with --no-new-key.',
        })
      rotateKeyFile(file)
    }
    const sealer = openSealer(config)
    let sealed = 0
    // Whoever had read the old key a moment before the new one was there may have sealed with it behind us.
    for (let again = await resealAll(store, sealer); again > 0; again = await resealAll(store, sealer))
      sealed += again
    const used = new Set((await countSealed(store)).keys())
    const gone = retire === true && file !== undefined ? retireKeys(file, used) : []
    if (isMade || sealed > 0 || gone.length > 0) await recordRotation(store, { sealed, gone }, new Date())
    const lines = [
      ...(isMade ? ['A new key seals from now on.'] : []),
      `${sealed} secret${sealed === 1 ? ' was' : 's were'} sealed again.`,
      ...(gone.length > 0 ? [`Taken out of ${file}: ${gone.join(', ')}.`] : []),
      ...(isMade && retire !== true ? ['The old key still opens; take it out with --retire.'] : []),
    ]
    writeOutput(program.environment, `${lines.join('\n')}\n`, undefined)
  } finally {
    await close()
  }
}

/** Where the keys lie; undefined: in a setting. */
function fileOf({ sealKey, sealKeyFile, dataFolder }: Config): string | undefined {
  if (sealKeyFile !== undefined) return path.resolve(sealKeyFile)
  // As `sealKeyFile` of app/database/seal-keys.ts.
  return sealKey === undefined ? path.resolve(dataFolder, 'seal-key') : undefined
}
