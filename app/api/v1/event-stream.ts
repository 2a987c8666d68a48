import { setTimeout as wait } from 'node:timers/promises'

interface Following<Value> {
  /** What is told, anew whenever it has changed. */
  readonly read: () => Promise<Value>
  /** Nothing is told after it. */
  readonly isOver: (value: Value) => boolean
  /** Aborted when nobody listens any more. */
  readonly signal: AbortSignal
  /** Milliseconds */
  readonly everyMs?: number
}

/** Whatever stands between closes a connection on which nothing comes for long. */
const aliveMs = 15_000

/**
 * Follows something that takes long, as a stream of server-sent events.
 * Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export async function* eventsOf<Value>({
  read,
  isOver,
  signal,
  everyMs = 2000,
}: Following<Value>): AsyncGenerator<string> {
  let told = ''
  let toldAt = performance.now()
  while (!signal.aborted) {
    const value = await read()
    const data = JSON.stringify(value)
    const isSilent = performance.now() - toldAt >= aliveMs
    // A comment where nothing has changed.
    if (data !== told) yield `data: ${data}\n\n`
    else if (isSilent) yield ': still under way\n\n'
    if (data !== told || isSilent) toldAt = performance.now()
    told = data
    if (isOver(value)) return
    await wait(everyMs, undefined, { signal }).catch(() => {})
  }
}
