import type { Logger } from 'pino'
import { AppError } from '../scanner/errors.ts'
import { type Closers, createClosers } from './closers.ts'
import { type Config, readConfig, secretsIn } from './config.ts'
import type { StartGovernor } from './governor.ts'
import { findHosts } from './hosts.ts'
import { createConceal } from './logs/conceal.ts'
import { openLog } from './logs/open-log.ts'
import { openNetwork } from './network/open-network.ts'
import { runSetUp } from './set-up.ts'
import { forgetAddress, showAddress } from './show-address.ts'
import type { Waits } from './waits.ts'
import { work } from './work.ts'

interface Stream {
  readonly isTTY?: boolean
  readonly write: (text: string) => unknown
}

export interface ProcessOptions {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly stdout: Stream
  readonly stderr: Stream
  /** Aborted when the process is to stop. */
  readonly signal: AbortSignal
  /** Called once with what is to be done where something is thrown that nobody catches. */
  readonly onCrash: (report: (error: unknown) => void) => void
  readonly waits?: Waits
  /** undefined: this process takes webhooks in and works on nothing. */
  readonly startGovernor?: StartGovernor
}

/** A bug, as in the command line. */
const bug = 70
/** It stopped as it was told to, and something did not end in time. */
const unclean = 1

/**
 * Runs Gatehouse until it is told to stop. Without a GitHub App it opens the set-up first.
 * @returns the exit code: 0 after it was told to stop; 1 where not all of it ended in time; else as the error says
 */
export async function runProcess(options: ProcessOptions): Promise<number> {
  const secrets = createConceal()
  const closers = createClosers()
  let log: Logger | undefined
  let code = 0
  try {
    const read = readConfig(options.environment)
    const config = { ...read, waits: options.waits ?? read.waits }
    for (const secret of secretsIn(options.environment)) secrets.add(secret)
    for (const secret of config.notifications?.secrets ?? []) secrets.add(secret())
    log = openLog({
      level: config.logLevel,
      conceal: secrets.conceal,
      write: (line) => options.stdout.write(line),
      form: options.stdout.isTTY === true ? 'terminal' : 'json',
    })
    const opened = log
    options.onCrash((error) => opened.error({ err: error }, 'a bug ends the process; please report it'))
    openNetwork(config.network, config.dataFolder)
    await runConfigured(options, config, log, closers, secrets.add)
  } catch (error) {
    code = error instanceof AppError ? error.exit : bug
    options.stderr.write(secrets.conceal(explain(error)))
    // The log has the stack; the terminal has what to do.
    log?.error({ err: error }, 'cannot go on')
  }
  const isClean = log === undefined || (await closers.closeAll(log))
  log?.info('stopped')
  return code === 0 && !isClean ? unclean : code
}

async function runConfigured(
  { stdout, stderr, signal, startGovernor }: ProcessOptions,
  config: Config,
  log: Logger,
  closers: Closers,
  addSecret: (secret: string) => void,
): Promise<void> {
  const context = { config, log, signal, addSecret }
  let hosts = await findHosts(config)
  if (hosts === undefined) {
    const terminals = [stderr, stdout]
    const isDone = await runSetUp({
      ...context,
      showAddress: (address) => showAddress(address, { dataFolder: config.dataFolder, terminals }),
    })
    forgetAddress(config.dataFolder)
    if (!isDone) return
    hosts = await findHosts(config)
    if (hosts === undefined) throw new Error('the set-up is done, and kept nothing')
  }
  await work({ ...context, hosts, closers, startGovernor })
}

/** What a person in front of the terminal needs; never a stack. */
function explain(error: unknown): string {
  if (error instanceof AppError) return `error: ${error.message}\n${error.todo}\n`
  return 'internal error: this is a bug in Gatehouse; the log says where. Please report it.\n'
}
