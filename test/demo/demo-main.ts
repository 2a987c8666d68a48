import { parseArgs } from 'node:util'
import { runActs } from './acting/run-acts.ts'
import type { StartProgram } from './demo-source.ts'
import { runDemo } from './run-demo.ts'

/**
 * `npm run demo` and `npm run demo -- --once`: the tour, an organization in which it is enforced, and
 * then the story of the first ones. Ctrl-C ends it cleanly. The exit code is 1 where
 * something was not as promised.
 */
export async function demoMain(startProgram: StartProgram, given: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...given],
    options: { once: { type: 'boolean', default: false }, keys: { type: 'boolean', default: false } },
  })
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  process.once('SIGTERM', () => stop.abort())
  const { stdout, env } = process
  const print = (text: string): void => void stdout.write(text)
  const broken = await runDemo({
    once: values.once,
    startProgram,
    print,
    color: stdout.isTTY && env['NO_COLOR'] === undefined,
    width: stdout.columns ?? 100,
    signal: stop.signal,
    afterTour: () => runActs({ print, signal: stop.signal }),
    ...(values.keys ? { keys: pressedKeys(stop) } : {}),
  })
  for (const promise of broken) console.error(`Not as promised: ${promise}`)
  if (broken.length > 0) process.exitCode = 1
}

/** One key at a time. A terminal that hands over single keys hands over Ctrl-C as well. */
async function* pressedKeys(stop: AbortController): AsyncGenerator<string> {
  const { stdin } = process
  if (stdin.isTTY) stdin.setRawMode(true)
  stop.signal.addEventListener('abort', () => stdin.destroy(), { once: true })
  try {
    for await (const chunk of stdin) {
      for (const key of String(chunk)) {
        if (key === '\u0003') {
          stop.abort()
          return
        }
        yield key
      }
    }
  } finally {
    if (stdin.isTTY) stdin.setRawMode(false)
    stdin.destroy()
  }
}
