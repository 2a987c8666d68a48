import path from 'node:path'
import type { Surroundings } from './surroundings.ts'

/** What the program makes of its surroundings; the only place that reads variables. */
export interface Environment extends Pick<Surroundings, 'stdout' | 'stderr' | 'readInput' | 'accountName'> {
  /** What relative paths on the command line are relative to. */
  readonly folder: string
  /** Whether the output is a terminal that shows colours and moves its cursor. */
  readonly isTerminal: boolean
  readonly color: boolean
  readonly unicode: boolean
  /** Columns. */
  readonly width: number
  readonly threads: number
  /** For the App's settings, which it reads itself. */
  readonly variables: Surroundings['variables']
  /** The terminal behind standard error, for progress; undefined where there is none. */
  readonly errorTerminal?: NodeJS.WriteStream
}

/** Reads the surroundings. */
export function readEnvironment(surroundings: Surroundings): Environment {
  const { variables, folder, cores, stdout, stderr, readInput, accountName, errorTerminal } = surroundings
  const isDumb = variables['TERM'] === 'dumb'
  const isTerminal = stdout.isTTY === true && !isDumb
  return {
    stdout,
    stderr,
    readInput,
    accountName,
    // `npm run` changes into the package's folder; the caller's own folder is what people mean by a relative path.
    folder: variables['npm_lifecycle_event'] === 'gatehouse' ? (variables['INIT_CWD'] ?? folder) : folder,
    isTerminal,
    color: wantsColor(variables, isTerminal),
    unicode:
      process.platform !== 'win32' ? variables['TERM'] !== 'linux' : variables['WT_SESSION'] !== undefined,
    width: Math.max(40, stdout.columns ?? 100),
    threads: Math.max(1, cores),
    variables,
    ...(errorTerminal !== undefined && !isDumb && { errorTerminal }),
  }
}

/** NO_COLOR (https://no-color.org) turns colours off, FORCE_COLOR turns them on where the output is no terminal. */
function wantsColor(variables: Surroundings['variables'], isTerminal: boolean): boolean {
  if ((variables['NO_COLOR'] ?? '') !== '') return false
  const forced = variables['FORCE_COLOR']
  return forced === undefined || forced === '' ? isTerminal : forced !== '0'
}

/** A path from the command line as an absolute one. */
export const fromCaller = (environment: Pick<Environment, 'folder'>, given: string): string =>
  path.resolve(environment.folder, given)
