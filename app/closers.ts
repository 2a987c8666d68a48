import type { Logger } from 'pino'

/** What was opened, closed in the opposite order. */
export interface Closers {
  readonly add: (name: string, close: () => Promise<void>) => void
  /** @returns whether all of it was closed in time */
  readonly closeAll: (log: Logger) => Promise<boolean>
}

/** How long each part may take to finish what is under way; longer, and whoever waits for the process kills it. */
const limitMs = 10_000

export function createClosers(): Closers {
  const opened: { readonly name: string; readonly close: () => Promise<void> }[] = []
  return {
    add: (name, close) => void opened.push({ name, close }),
    closeAll: async (log) => {
      let isClean = true
      for (const { name, close } of opened.splice(0).toReversed()) {
        const problem = await problemOf(close)
        if (problem === undefined) continue
        isClean = false
        log.error({ err: problem, part: name }, 'could not be closed properly')
      }
      return isClean
    },
  }
}

async function problemOf(close: () => Promise<void>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Error>((resolve) => {
    timer = setTimeout(() => resolve(new Error(`did not end within ${limitMs / 1000} s`)), limitMs)
  })
  try {
    return await Promise.race([close().then(() => undefined), late])
  } catch (error) {
    return error
  } finally {
    clearTimeout(timer)
  }
}
