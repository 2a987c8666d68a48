import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Something that is made once for all test files, which run in several processes and ask for it at an address. */
export interface OnceForAll<Made> {
  readonly address: string
  /** What was made, if anybody has asked for it. */
  readonly made: () => Promise<Made> | undefined
  /** Answers nobody any more. */
  readonly close: () => void
}

/**
 * @param make called when the first test file asks
 * @param answer what each is told of it, as JSON
 */
export async function onceForAll<Made>(
  make: () => Promise<Made>,
  answer: (made: Made) => unknown,
): Promise<OnceForAll<Made>> {
  let made: Promise<Made> | undefined
  const server = createServer((_, response) => {
    void (async () => {
      try {
        made ??= make()
        response.end(JSON.stringify(answer(await made)))
      } catch (error) {
        response.writeHead(500).end(String(error))
      }
    })()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    // oxlint-disable-next-line no-unsafe-type-assertion -- it listens on a port
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    made: () => made,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Asks for it, from a test file. */
export async function askFor(address: string): Promise<unknown> {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(await answer.text())
  return answer.json()
}
