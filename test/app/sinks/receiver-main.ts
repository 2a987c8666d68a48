/**
 * A receiver as a process of its own, so that it can be killed: `node receiver-main.ts <options as JSON>`. What it has taken is on its disk
 * before it says so: a line for each event, `<id>` or `<id> repeated`; of the object storage a file for each object.
 */
import { createHmac } from 'node:crypto'
import { appendFileSync, mkdirSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import tls from 'node:tls'
import { gunzipSync } from 'node:zlib'
import parse from 'nsyslog-parser'
import { z } from 'zod'
import { type SignedRequest, signatureProblem } from './check-signature.ts'
import { receiverOptions } from './receiver.ts'

const options = receiverOptions.parse(JSON.parse(process.argv[2] ?? ''))
const { kind, port, folder, secret } = options
mkdirSync(folder, { recursive: true })
const log = openSync(path.join(folder, 'events'), 'a')
const named = z.object({
  metadata: z.object({ uid: z.string(), labels: z.array(z.string()).optional() }),
})

function keep(events: readonly unknown[]): void {
  const lines = events.map((event) => {
    const { uid, labels = [] } = named.parse(event).metadata
    return `${[uid, ...labels].join(' ')}\n`
  })
  writeSync(log, lines.join(''))
}

interface Answer {
  readonly status: number
  readonly body?: string
}

const takes: Readonly<Record<Exclude<typeof kind, 'syslog'>, (request: SignedRequest) => Answer>> = {
  webhook: ({ headers, body }) => {
    const text = body.toString()
    const signed = [headers['webhook-id'], headers['webhook-timestamp'], text].join('.')
    const wanted = `v1,${createHmac('sha256', secret).update(signed).digest('base64')}`
    if (headers['webhook-signature'] !== wanted) return { status: 401 }
    keep(
      text
        .split('\n')
        .slice(0, -1)
        .map((line): unknown => JSON.parse(line)),
    )
    return { status: 204 }
  },
  splunk: ({ headers, url, body }) => {
    if (url !== '/services/collector/event') return { status: 404 }
    if (headers.authorization !== `Splunk ${secret}`) return { status: 403, body: '{"code":4}' }
    // Concatenated objects; here each is a line.
    keep(
      body
        .toString()
        .split('\n')
        .map((line): unknown => Object(JSON.parse(line)).event),
    )
    return { status: 200, body: '{"text":"Success","code":0}' }
  },
  objectStorage: (request) => {
    const problem = signatureProblem(request, options.accessKeyId, secret)
    if (problem !== undefined) return { status: 403, body: errorBody('SignatureDoesNotMatch', problem) }
    const [, bucket, ...key] = decodeURIComponent(request.url.split('?')[0] ?? '').split('/')
    if (bucket !== 'audit') return { status: 404, body: errorBody('NoSuchBucket', '') }
    const file = path.join(folder, 'objects', key.join('%2F'))
    mkdirSync(path.dirname(file), { recursive: true })
    const isCompressed = request.headers['content-type'] === 'application/gzip'
    // Whole or not at all, as an object storage has it.
    writeFileSync(`${file}.part`, isCompressed ? gunzipSync(request.body) : request.body)
    renameSync(`${file}.part`, file)
    appendFileSync(path.join(folder, 'uploads'), `${key.join('/')}\n`)
    return { status: 200 }
  },
}

const errorBody = (code: string, message: string): string =>
  `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`

if (kind === 'syslog') listenForSyslog()
else {
  const take = takes[kind]
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method = '', url = '', headers } = request
      const { status, body } = take({ method, url, headers, body: Buffer.concat(chunks) })
      response.writeHead(status).end(body)
    })
  })
  server.listen(port, '127.0.0.1', () => process.send?.('listening'))
}

/** RFC 5425: `<length> <message>`, as long as the connection lasts. Node answers its end with `close_notify`. */
function listenForSyslog(): void {
  const server = tls.createServer({ cert: options.certificate, key: options.key }, (socket) => {
    let waiting = Buffer.alloc(0)
    socket.on('error', () => {})
    socket.on('data', (chunk: Buffer) => {
      waiting = Buffer.concat([waiting, chunk])
      const events: unknown[] = []
      for (;;) {
        const space = waiting.indexOf(0x20)
        const end = space + 1 + Number(waiting.subarray(0, Math.max(0, space)).toString())
        if (space < 1 || waiting.length < end) break
        events.push(eventIn(waiting.subarray(space + 1, end).toString()))
        waiting = waiting.subarray(end)
      }
      keep(events)
    })
  })
  server.listen(port, '127.0.0.1', () => process.send?.('listening'))
}

function eventIn(frame: string): unknown {
  const { type, message, prival, appName } = parse(frame)
  if (type !== 'RFC5424' || appName !== 'gatehouse' || prival < 13 * 8)
    throw new Error('it is no RFC 5424 of ours')
  return JSON.parse(message)
}
