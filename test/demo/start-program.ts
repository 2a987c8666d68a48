import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { openForReading } from '../../app/database/open-database.ts'
import { startWorkerProcess } from '../app/chaos/worker-process.ts'
import type { Store } from '../../app/database/store.ts'
import { signInCallbackPath } from '../../app/github/manifest.ts'
import type { Simulator } from '../github/server/simulator.ts'
import type { App } from '../github/world/entities.ts'
import type { DemoProgram, StartProgram } from './demo-source.ts'
import { freePort } from './free-port.ts'
import { storeSource } from './store-source.ts'

const entry = path.join(import.meta.dirname, '../../app/main.ts')

/** Starts `app/main.ts` as a process of its own, as `npm start` does, with a PostgreSQL of its own in `folder`. */
export const startProgram: StartProgram = ({ github, company, folder }) =>
  startFor({ github, app: company.app, folder, settings: {} })

/** The program, and what commands beside it need to find it. */
export interface StartedProgram extends DemoProgram {
  readonly store: Store
  readonly environment: Readonly<Record<string, string>>
}

/** @param settings beside those that it needs anyway */
export async function startFor({
  github,
  app,
  folder,
  settings,
}: {
  readonly github: Simulator
  readonly app: App
  readonly folder: string
  readonly settings: Readonly<Record<string, string>>
}): Promise<StartedProgram> {
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  const secret = randomBytes(24).toString('hex')
  Object.assign(app, {
    callbackUrls: [`${address}${signInCallbackPath}`],
    webhook: { url: `${address}/webhooks/github`, secret, active: true },
  })
  const data = path.join(folder, 'data')
  const environment = {
    DATA_FOLDER: data,
    PORT: String(port),
    PUBLIC_URL: address,
    GITHUB_API_URL: github.apiUrl,
    GITHUB_APP_ID: String(app.id),
    GITHUB_PRIVATE_KEY: app.privateKey,
    GITHUB_WEBHOOK_SECRET: secret,
    GITHUB_CLIENT_ID: app.clientId,
    GITHUB_CLIENT_SECRET: app.clientSecret,
    LOG_LEVEL: 'warn',
    SCANNERS: '2',
    ...settings,
  }
  const program = startWorkerProcess(entry, environment)
  try {
    await untilReady(address, program.ended)
  } catch (error) {
    await program.stop()
    throw error
  }
  const { store, close } = await openForReading({ database: { folder: data }, migrator: undefined })
  return {
    address,
    store,
    environment,
    source: storeSource(store),
    stop: async () => {
      await close()
      await program.stop()
    },
  }
}

/** Making a database for the first time takes some seconds, on a busy machine minutes. */
const startLimitMs = 200_000

async function untilReady(address: string, ended: () => string | undefined): Promise<void> {
  for (const end = Date.now() + startLimitMs; Date.now() < end; await wait(100)) {
    const output = ended()
    if (output !== undefined) throw new Error(`the program ended by itself: ${output}`)
    const answer = await fetch(`${address}/readyz`).catch(() => undefined)
    if (answer?.ok === true) return
  }
  throw new Error(`the program was not ready within ${startLimitMs / 1000} s`)
}
