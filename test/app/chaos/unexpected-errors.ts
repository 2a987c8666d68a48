import { z } from 'zod'

/** Collects the errors of PostgreSQL that nobody's death explains. */
export interface ErrorWatch {
  /** A worker's log, piece by piece; each worker needs one of its own. */
  readonly ofWorker: () => (piece: string) => void
  /** The server's log, piece by piece, as `logWithCodes` makes it. */
  readonly ofServer: (piece: string) => void
  readonly problems: readonly string[]
}

/** The server puts the code of each error before its line from now on. */
export const logWithCodes = [`alter system set log_line_prefix = '%e '`, 'select pg_reload_conf()'] as const

/**
 * A killed worker's connection breaks (class 08), and connections are cut on purpose (57P01). Everything else is told of, deadlocks
 * (40P01) above all. Source: PostgreSQL's appendix A.
 */
const isExpected = (code: string): boolean => code.startsWith('08') || code === '57P01'

export function watchErrors(): ErrorWatch {
  const problems: string[] = []
  let isTold = false
  const readServerLine = (line: string): void => {
    const found = /^([0-9A-Z]{5}) (ERROR|FATAL|PANIC):\s+(.*)$/.exec(line)
    const [, code, severity, message] = found ?? []
    if (code !== undefined) {
      isTold = !isExpected(code)
      if (isTold) problems.push(`PostgreSQL: ${severity} ${code} ${message}`)
    } else if (isTold && /^(?:[0-9A-Z]{5} (?:DETAIL|HINT|CONTEXT|STATEMENT)|\t)/.test(line)) {
      // What the error is about stands in the lines behind it.
      problems.push(`${problems.pop()}\n    ${line.trim()}`)
    } else isTold = false
  }
  const readWorkerLine = (line: string): void => {
    const code = codesIn(line).find((one) => !isExpected(one))
    if (code !== undefined) problems.push(`a worker: ${code} in ${line.slice(0, 500)}`)
  }
  return { ofWorker: () => byLine(readWorkerLine), ofServer: byLine(readServerLine), problems }
}

const described = z.object({ code: z.unknown().optional(), cause: z.unknown().optional() })
const logged = z.object({ err: z.unknown() })

/** Of an error in a line of the log, and of its causes: what looks like PostgreSQL's, whose classes begin so. */
function codesIn(line: string): readonly string[] {
  const codes: string[] = []
  for (let error = errorIn(line); error !== undefined;) {
    const { code, cause } = described.safeParse(error).data ?? {}
    if (typeof code === 'string' && /^[0-9FHPX][0-9A-Z]{4}$/.test(code)) codes.push(code)
    error = cause
  }
  return codes
}

function errorIn(line: string): unknown {
  try {
    return logged.safeParse(JSON.parse(line)).data?.err
  } catch {
    // What Node prints of its own is no line of the log; `ended` keeps it.
    return undefined
  }
}

function byLine(read: (line: string) => void): (piece: string) => void {
  let rest = ''
  return (piece) => {
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) read(line)
  }
}
