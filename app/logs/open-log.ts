import pino, { type Logger } from 'pino'
import { loggableFields } from './only-loggable.ts'
import { terminalLine } from './terminal-line.ts'

export interface LogOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** Takes secrets out of a line; see `createConceal`. */
  readonly conceal: (line: string) => string
  /** Where lines go. */
  readonly write: (line: string) => void
  /** JSON lines, or short ones for a person. */
  readonly form: 'json' | 'terminal'
}

/**
 * The log. Three things keep secrets out of it, because each has holes of its own: fields are left out by their names, of
 * errors only what they say is taken, and each finished line is searched for secrets known and for what looks like one.
 */
export function openLog({ level, conceal, write, form }: LogOptions): Logger {
  const log = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: loggableFields,
      },
      // Ours are in `loggableFields`; pino's own would take an error's every field.
      serializers: { err: (value: unknown) => value },
    },
    {
      // Concealed while line breaks are still escapes, so that a key of many lines is known for one.
      write: (line: string) => write(form === 'json' ? conceal(line) : terminalLine(conceal(line))),
    },
  )
  // pino formats the fields of each entry, but what a child is given once it takes as it is. Children inherit this.
  // oxlint-disable-next-line unbound-method -- it is called with the logger that it is asked of
  const { child } = log
  // oxlint-disable-next-line no-unsafe-type-assertion -- the same function, whose type parameter only widens what comes back
  log.child = function loggableChild(this: Logger, bindings: object, ...options: []) {
    return child.call(this, loggableFields(bindings), ...options)
  } as Logger['child']
  return log
}
