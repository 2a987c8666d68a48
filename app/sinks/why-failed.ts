import { AddressRefused } from '../notifications/channels/resolve-allowed.ts'
import { retryAfter } from '../notifications/channels/outcome-of.ts'
import type { ReceivedAnswer } from '../notifications/channels/send-request.ts'
import type { SinkProblem, SinkProblemCode } from './problems.ts'
import { delivered, type SinkOutcome } from './sink.ts'

/** By the codes of Node and OpenSSL. Sources: node:dns, node:os and node:tls, "X509 certificate error codes". */
const problemOfCode: Readonly<Record<string, SinkProblemCode>> = {
  ENOTFOUND: 'name-unknown',
  EAI_AGAIN: 'name-unknown',
  EAI_NODATA: 'name-unknown',
  ECONNREFUSED: 'connection-refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ETIMEDOUT: 'no-answer',
  ECONNRESET: 'connection-broken',
  ECONNABORTED: 'connection-broken',
  EPIPE: 'connection-broken',
  ERR_STREAM_PREMATURE_CLOSE: 'connection-broken',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate-unknown',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate-unknown',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate-unknown',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate-unknown',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate-unknown',
  CERT_UNTRUSTED: 'certificate-unknown',
  CERT_SIGNATURE_FAILURE: 'certificate-unknown',
  INVALID_CA: 'certificate-unknown',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate-name',
  HOSTNAME_MISMATCH: 'certificate-name',
  CERT_HAS_EXPIRED: 'certificate-expired',
  CERT_NOT_YET_VALID: 'certificate-expired',
  EPROTO: 'tls-failed',
}

/** Nothing was sent before these. */
const beforeSending = new Set<SinkProblemCode>([
  'name-unknown',
  'address-refused',
  'connection-refused',
  'unreachable',
  'proxy-refused',
  'certificate-unknown',
  'certificate-name',
  'certificate-expired',
  'tls-failed',
])

/** What a failed request or connection means. Nothing of the address stands in the texts, which might be a secret. */
export function failedBy(error: unknown): SinkOutcome {
  const problem = problemOf(error)
  return { kind: 'failed', problem, mayHaveArrived: !beforeSending.has(problem.code) }
}

function problemOf(error: unknown): SinkProblem {
  if (error instanceof AddressRefused)
    return { code: 'address-refused', detail: `Of it is known: ${error.why}.` }
  if (!(error instanceof Error)) return { code: 'connection-broken' }
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return { code: 'no-answer' }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  if (code === undefined) return { code: 'connection-broken' }
  // Its message names proxy and host, and no secret.
  if (code === 'TUNNEL_REFUSED') return { code: 'proxy-refused', detail: `(${error.message})` }
  return { code: problemOfCode[code] ?? codeOfTls(code), detail: `(${code})` }
}

/** What the other side has against a certificate of ours; OpenSSL's names for it begin differently from version to version. */
const aboutOurs = /ALERT_(?:BAD_CERTIFICATE|CERTIFICATE_\w+|UNKNOWN_CA|UNSUPPORTED_CERTIFICATE)$/

function codeOfTls(code: string): SinkProblemCode {
  if (aboutOurs.test(code)) return 'client-certificate'
  return code.startsWith('ERR_SSL') ? 'tls-failed' : 'connection-broken'
}

/** What a status means where a receiver has no codes of its own. */
export function outcomeOfAnswer(answer: Pick<ReceivedAnswer, 'status' | 'header'>, now: Date): SinkOutcome {
  const { status } = answer
  if (status >= 200 && status < 300) return delivered
  const detail = `(${status})`
  if (status === 413) return { kind: 'refused', problem: { code: 'too-large', detail } }
  if (status === 400 || status === 422) return { kind: 'refused', problem: { code: 'invalid', detail } }
  const wish = status === 429 || status === 503 ? retryAfter(answer.header('retry-after'), now) : undefined
  return {
    kind: 'failed',
    problem: { code: codeOfStatus(status), detail },
    // A gateway that gives up says nothing of the receiver behind it.
    mayHaveArrived: status >= 500 && status !== 503,
    ...(wish && { notBefore: wish }),
  }
}

function codeOfStatus(status: number): SinkProblemCode {
  if (status >= 300 && status < 400) return 'redirected'
  if (status === 401 || status === 403 || status === 407) return 'not-accepted'
  if (status === 404 || status === 405 || status === 410) return 'not-found'
  if (status === 408) return 'no-answer'
  if (status === 429 || status === 503) return 'busy'
  return status >= 500 ? 'receiver-failed' : 'unexpected-answer'
}
