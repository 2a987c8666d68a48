/**
 * A receiver as a process of its own, so that it can be killed: `node receiver-main.ts <options as JSON>`. What it has taken is on its disk
 * before it says so: a line for each event, `<id>` or `<id> repeated`; of the object storage a file for each object.
 */
import { createHmac } from 'node:crypto'
import { appendFileSync, mkdirSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import path from 'node:path'
import tls from 'node:tls'
import { gunzipSync } from 'node:zlib'
import parse from 'nsyslog-parser'
import { signatureProblem } from './check-signature.ts'
import type { ReceiverOptions } from './receiver.ts'

const options = JSON.parse(process.argv[2] ?? '') as ReceiverOptions
const { kind, port, folder, secret } = options
mkdirSync(folder, { recursive: true })
const log = openSync(path.join(folder, 'events'), 'a')

function keep(texts: readonly string[]): void {
  const lines = texts.map((text) => {
    const { metadata } = JSON.parse(text) as { metadata: { uid: string; labels?: string[] } }
    return `${[metadata.uid, ...(metadata.labels ?? [])].join(' ')}\n`
  })
  writeSync(log, lines.join(''))
}

type Take = (request: IncomingMessage, body: Buffer, response: ServerResponse) => void

const takes: Readonly<Record<'webhook' | 'splunk' | 'objectStorage', Take>> = {
  webhook: ({ headers }, body, response) => {
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
    const wanted = `v1,${createHmac('sha256', secret).update(signed).digest('base64')}`
    if (headers['webhook-signature'] !== wanted) return void response.writeHead(401).end()
    keep(body.toString().split('\n').slice(0, -1))
    response.writeHead(204).end()
  },
  splunk: ({ headers, url }, body, response) => {
    const say = (status: number, answer: object) => void response.writeHead(status).end(JSON.stringify(answer))
    if (url !== '/services/collector/event') return say(404, { text: 'Not found', code: 404 })
    if (headers.authorization !== `Splunk ${secret}`) return say(403, { text: 'Invalid token', code: 4 })
    // Concatenated objects; here each begins a line.
    const events = body.toString().split('\n{"time":').map((text, index) => JSON.parse(index === 0 ? text : `{"time":${text}`))
    keep(events.map(({ event }: { event: unknown }) => JSON.stringify(event)))
    say(200, { text: 'Success', code: 0 })
  },
  objectStorage: (request, body, response) => {
    const { method = '', url = '', headers } = request
    const problem = signatureProblem({ method, url, headers, body }, options.accessKeyId ?? '', secret)
    const refuse = (status: number, code: string, message = '') =>
      void response
        .writeHead(status, { 'content-type': 'application/xml' })
        .end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`)
    if (problem !== undefined) return refuse(403, 'SignatureDoesNotMatch', problem)
    const [, bucket, ...key] = decodeURIComponent(url.split('?')[0] ?? '').split('/')
    if (bucket !== 'audit') return refuse(404, 'NoSuchBucket')
    const file = path.join(folder, 'objects', key.join('%2F'))
    mkdirSync(path.dirname(file), { recursive: true })
    // Whole or not at all, as an object storage has it.
    writeFileSync(`${file}.part`, headers['content-type'] === 'application/gzip' ? gunzipSync(body) : body)
    renameSync(`${file}.part`, file)
    appendFileSync(path.join(folder, 'uploads'), `${key.join('/')}\n`)
    response.writeHead(200, { etag: '"0"' }).end()
  },
}

if (kind === 'syslog') listenForSyslog()
else {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => takes[kind](request, Buffer.concat(chunks), response))
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
      const texts: string[] = []
      for (;;) {
        const space = waiting.indexOf(0x20)
        const length = Number(waiting.subarray(0, Math.max(0, space)))
        if (space < 1 || waiting.length < space + 1 + length) break
        texts.push(messageIn(waiting.subarray(space + 1, space + 1 + length).toString()))
        waiting = waiting.subarray(space + 1 + length)
      }
      keep(texts)
    })
  })
  server.listen(port, '127.0.0.1', () => process.send?.('listening'))
}

function messageIn(frame: string): string {
  const { type, message, pri, appName } = parse(frame)
  if (type !== 'RFC5424' || appName !== 'gatehouse' || pri === undefined) throw new Error('it is no RFC 5424')
  return message
}
