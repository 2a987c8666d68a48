import type { Config } from '../../app/config.ts'
import type { OpenDatabase } from '../../app/database/open-database.ts'
import type { KnownOrganization } from '../../app/enforcement/records.ts'
import { AppError } from '../../scanner/errors.ts'
import type { Program } from '../program.ts'
import { checkNode } from './check-node.ts'

// The App is loaded when one of its commands runs, so that `check` and `scan` start without it. In this folder its values
// are imported dynamically, and nowhere else in the command line.

/** The settings of the deployment that the caller means. @throws AppError `invalid-configuration`, `node-too-old` */
export async function readSettings({ environment }: Program): Promise<Config> {
  checkNode()
  const { readConfig } = await import('../../app/config.ts')
  const { openNetwork } = await import('../../app/network/open-network.ts')
  const config = readConfig(environment.variables)
  openNetwork(config.network, config.dataFolder)
  return config
}

/** Reads the deployment's database; nothing is made and nothing is changed. */
export async function withDatabase<Result>(
  program: Program,
  work: (database: OpenDatabase) => Promise<Result>,
): Promise<Result> {
  const settings = await readSettings(program)
  const { openForReading } = await import('../../app/database/open-database.ts')
  const database = await openForReading(settings)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

/** The organization that is meant: the one that is named, as `acme` or `github.com/acme`, or the only one. @throws AppError `not-found`, `usage` */
export async function chooseOrganization(
  store: OpenDatabase['store'],
  given: string | undefined,
): Promise<KnownOrganization> {
  const { findOrganizations } = await import('../../app/database/organizations.ts')
  const meant = await findOrganizations(store, 'everything', given)
  const [first] = meant
  if (first === undefined) {
    throw new AppError(
      'not-found',
      given === undefined
        ? 'No organization is recorded yet.'
        : `No organization called ${given} is recorded.`,
      { todo: 'Check that Gatehouse is installed on it and has looked at it.' },
    )
  }
  if (meant.length > 1) {
    const names = meant.map(({ host, login }) => `${host}/${login}`).join(', ')
    throw new AppError('usage', `There are several organizations: ${names}.`, {
      todo: 'Choose one with --organization.',
    })
  }
  return first
}
