import { spawn } from 'node:child_process'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import path from 'node:path'
import { onTestFinished } from 'vitest'

export interface Served {
  readonly url: string
  /** `GET /info/refs` and `POST /git-upload-pack`, in order. */
  readonly requests: { readonly what: string; readonly authorization: string | undefined; bytes: number }[]
  /** What happens instead of an answer; undefined: it is answered. */
  instead: ((message: IncomingMessage, response: ServerResponse) => boolean) | undefined
  /** Answers break off after so many bytes. */
  cutAfter: number
}

/** Serves one repository of this disk over git's smart protocol, and lets a test get in the way. */
export async function serveRepository(folder: string): Promise<Served> {
  const served: Served = { url: '', requests: [], instead: undefined, cutAfter: Infinity }
  const server = createServer((message, response) => {
    const url = new URL(message.url ?? '/', 'http://localhost')
    const rest = url.pathname.replace(/^\/[^/]+/, '')
    const request = {
      what: `${message.method} ${rest}`,
      authorization: message.headers.authorization,
      bytes: 0,
    }
    served.requests.push(request)
    if (served.instead?.(message, response) === true) return
    answer(message, response, { folder, rest, url, served, request })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => {
      server.close(resolve)
    })
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server does not listen on a port')
  return Object.assign(served, { url: `http://127.0.0.1:${address.port}/shop.git` })
}

interface Answering {
  readonly folder: string
  readonly rest: string
  readonly url: URL
  readonly served: Served
  readonly request: { bytes: number }
}

function answer(
  message: IncomingMessage,
  response: ServerResponse,
  { folder, rest, url, served, request }: Answering,
): void {
  const child = spawn('git', ['-c', 'safe.directory=*', 'http-backend'], {
    env: {
      PATH: process.env['PATH'],
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'safe.directory',
      GIT_CONFIG_VALUE_0: '*',
      GIT_PROJECT_ROOT: path.dirname(folder),
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: `/${path.basename(folder)}${rest}`,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: message.method,
      CONTENT_TYPE: message.headers['content-type'],
      HTTP_CONTENT_ENCODING: message.headers['content-encoding'],
      GIT_PROTOCOL: String(message.headers['git-protocol'] ?? ''),
    },
  })
  child.stdin.on('error', () => {})
  message.pipe(child.stdin)
  let head: Buffer | undefined = Buffer.alloc(0)
  const send = (body: Buffer): void => {
    request.bytes += body.length
    if (request.bytes > served.cutAfter) response.destroy()
    else response.write(body)
  }
  child.stdout.on('data', (chunk: Buffer) => {
    if (head === undefined) return send(chunk)
    head = Buffer.concat([head, chunk])
    const end = head.indexOf('\r\n\r\n')
    if (end < 0) return
    const type = /content-type: (.*)/i.exec(head.toString('latin1', 0, end))?.[1]
    response.writeHead(/status: (\d+)/i.test(head.toString('latin1', 0, end)) ? 404 : 200, {
      ...(type !== undefined && { 'content-type': type }),
    })
    const body = head.subarray(end + 4)
    head = undefined
    send(body)
  })
  child.on('close', () => response.end())
}
