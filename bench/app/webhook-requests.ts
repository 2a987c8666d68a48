import { createHmac, randomUUID } from 'node:crypto'

/** A usual `push` with a few commits has about this many bytes. */
const payloadBytes = 8192

/**
 * Requests as GitHub sends them, each with an id of its own and all signed. There is one body, so that signing costs the measured
 * machine nothing; what receives it can't know that and checks each.
 */
export function webhookRequests(path: string, secret: string): () => Buffer {
  const body = JSON.stringify({ ref: 'refs/heads/main', filler: 'x'.repeat(payloadBytes) })
  const signature = createHmac('sha256', secret).update(body).digest('hex')
  return () =>
    Buffer.from(
      [
        `POST ${path} HTTP/1.1`,
        'Host: localhost',
        'Content-Type: application/json',
        'User-Agent: GitHub-Hookshot/bench',
        'X-GitHub-Event: push',
        `X-GitHub-Delivery: ${randomUUID()}`,
        `X-Hub-Signature-256: sha256=${signature}`,
        `Content-Length: ${Buffer.byteLength(body)}`,
        '',
        body,
      ].join('\r\n'),
      'latin1',
    )
}
