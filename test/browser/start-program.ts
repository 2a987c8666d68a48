import { execFile } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Browser } from 'playwright-core'
import { until } from '../demo/acting/acts.ts'
import { type ActingCompany, buildActingCompany } from '../demo/acting/company.ts'
import { type StartedProgram, startFor } from '../demo/start-program.ts'
import { type Simulator, startSimulator } from '../github/server/simulator.ts'
import { openBrowser } from './open-browser.ts'

const builder = path.join(import.meta.dirname, '../../build/console.ts')
/** To look at all of the company once. */
const longestFirstLookMs = 200_000

export interface ProgramInBrowser {
  readonly github: Simulator
  readonly company: ActingCompany
  readonly program: StartedProgram
  readonly browser: Browser
  /** Gone at the end. */
  readonly folder: string
  readonly close: () => Promise<void>
}

/** The real program on a real PostgreSQL, over an organization that it has looked at once, and a browser. */
export async function startProgramInBrowser(): Promise<ProgramInBrowser> {
  const undo: (() => Promise<unknown>)[] = []
  const close = async (): Promise<void> => {
    for (const one of undo.splice(0).toReversed()) await one()
  }
  try {
    // Where the program looks for it, as `npm start` has it built.
    await promisify(execFile)(process.execPath, [builder, '--if-older'])
    const folder = await mkdtemp(path.join(tmpdir(), 'gatehouse-console-'))
    undo.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
    // Where this runs as root, PostgreSQL runs as somebody else.
    await chmod(folder, 0o755)
    const github = await startSimulator()
    undo.push(() => github.close())
    const company = buildActingCompany(github)
    const program = await startFor({ github, app: company.app, folder, settings: company.settings })
    undo.push(program.stop)
    const browser = await openBrowser()
    undo.push(() => browser.close())
    if (!(await until(() => program.source.isSwept([company.organization.login]), longestFirstLookMs)))
      throw new Error(`${company.organization.login} was not looked at`)
    return { github, company, program, browser, folder, close }
  } catch (error) {
    await close()
    throw error
  }
}
