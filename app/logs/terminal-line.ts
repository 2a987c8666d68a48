import { z } from 'zod'

const entry = z.looseObject({ level: z.string(), time: z.string(), msg: z.string().optional() })

/** Fields that say nothing to a person in front of a terminal. */
const dull = new Set(['level', 'time', 'msg', 'pid', 'hostname'])

/** Characters that could move the cursor or colour the terminal, in texts that come from elsewhere. */
const control = /[\u0000-\u001f\u007f-\u009f]+/g

/** `06:24:32 info  listening address="http://127.0.0.1:3000"`: one line of the log, for a terminal. */
export function terminalLine(line: string): string {
  const parsed = entry.safeParse(parseJson(line))
  if (!parsed.success) return line
  const { level, time, msg = '' } = parsed.data
  const fields = Object.entries(parsed.data)
    .filter(([name]) => !dull.has(name))
    .map(([name, value]) => `${name}=${shown(name, value)}`)
  return `${[time.slice(11, 19), level.padEnd(5), msg.replaceAll(control, ' '), ...fields].join(' ').trimEnd()}\n`
}

const error = z.object({ message: z.string(), code: z.string().optional() })

function shown(name: string, value: unknown): string {
  const asError = name === 'err' ? error.safeParse(value) : undefined
  // The stack is in the JSON form, for those who repair Gatehouse itself.
  const text = asError?.success === true ? asError.data.message : (JSON.stringify(value) ?? '')
  return text.replaceAll(control, ' ')
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    // Something was taken out of it across its structure: it is shown as it is.
    return undefined
  }
}
