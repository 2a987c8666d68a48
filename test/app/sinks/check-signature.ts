import { createHash, createHmac } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

export interface SignedRequest {
  readonly method: string
  /** Path and query, as they came. */
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/**
 * Whether a request is signed as Amazon's Signature Version 4 wants it, recomputed here from what came.
 * Source: AWS, "Create a signed AWS API request".
 * @returns why not; undefined: it is
 */
export function signatureProblem(
  request: SignedRequest,
  accessKeyId: string,
  secret: string,
): string | undefined {
  const { method, url, headers, body } = request
  const given =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    )
  if (!given) return 'it is not signed'
  const [, id, day = '', region = '', names = '', signature] = given
  if (id !== accessKeyId) return 'the key is unknown'
  const hashed = String(headers['x-amz-content-sha256'])
  if (hashed !== sha256(body)) return 'the body is another one'
  const [path = '', query = ''] = url.split('?')
  const sorted = query.split('&').filter(Boolean).toSorted().join('&')
  const lines = names.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`)
  const canonical = [method, path, sorted, lines.join(''), names, hashed].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n')
  const key = [day, region, 's3', 'aws4_request'].reduce<Buffer>(
    (before, part) => createHmac('sha256', before).update(part).digest(),
    Buffer.from(`AWS4${secret}`),
  )
  const wanted = createHmac('sha256', key).update(text).digest('hex')
  return wanted === signature ? undefined : 'the signature is another one'
}

const sha256 = (content: Buffer | string): string => createHash('sha256').update(content).digest('hex')
