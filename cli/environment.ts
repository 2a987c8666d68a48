import path from 'node:path'

/** What the program reads of its surroundings; the only place that does. */
export interface Environment {
  /** What relative paths on the command line are relative to. */
  readonly folder: string
  /** Whether the output is a terminal that shows colours and moves its cursor. */
  readonly isTerminal: boolean
  readonly color: boolean
  readonly unicode: boolean
  /** Columns. */
  readonly width: number
  readonly threads: number
  /** The terminal behind standard error, for progress; undefined where there is none. */
  readonly errorTerminal?: NodeJS.WriteStream
}

/**
 * Reads the surroundings.
 * @param stdout where the result goes; @param cores of the machine
 */
export function readEnvironment(
  variables: NodeJS.ProcessEnv,
  stdout: { readonly isTTY?: boolean; readonly columns?: number },
  cores: number,
  stderr?: NodeJS.WriteStream,
): Environment {
  const isTerminal = stdout.isTTY === true && variables['TERM'] !== 'dumb'
  return {
    // `npm run` changes into the package's folder; the caller's own folder is what people mean by a relative path.
    folder:
      variables['npm_lifecycle_event'] === 'gatehouse'
        ? (variables['INIT_CWD'] ?? process.cwd())
        : process.cwd(),
    isTerminal,
    color: wantsColor(variables, isTerminal),
    unicode:
      process.platform !== 'win32' ? variables['TERM'] !== 'linux' : variables['WT_SESSION'] !== undefined,
    width: Math.max(40, stdout.columns ?? 100),
    threads: Math.max(1, cores),
    ...(stderr?.isTTY === true && variables['TERM'] !== 'dumb' && { errorTerminal: stderr }),
  }
}

/** NO_COLOR (https://no-color.org) turns colours off, FORCE_COLOR turns them on where the output is no terminal. */
function wantsColor(variables: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  if ((variables['NO_COLOR'] ?? '') !== '') return false
  const forced = variables['FORCE_COLOR']
  return forced === undefined || forced === '' ? isTerminal : forced !== '0'
}

/** A path from the command line as an absolute one. */
export const fromCaller = (environment: Environment, given: string): string =>
  path.resolve(environment.folder, given)
