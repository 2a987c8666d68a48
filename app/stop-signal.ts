/**
 * Aborted at the first SIGINT or SIGTERM: what is under way is then finished. The second ends the process at once; a private
 * PostgreSQL ends by itself when its parent is gone.
 */
export function stopSignal(source: NodeJS.Process = process): AbortSignal {
  const stopping = new AbortController()
  for (const [name, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
  ] as const) {
    source.on(name, () => {
      if (stopping.signal.aborted) source.exit(128 + number)
      stopping.abort()
    })
  }
  return stopping.signal
}
