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
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        bindings: loggableFields,
        log: loggableFields,
      },
      // Ours are in `loggableFields`; pino's own would take an error's every field.
      serializers: { err: (value: unknown) => value },
    },
    { write: (line: string) => write(conceal(form === 'json' ? line : terminalLine(line))) },
  )
}
