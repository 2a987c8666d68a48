import { failed, type Outcome, sent } from '../retry.ts'
import { type OutgoingRequest, type ReceivedAnswer, type SendRequest, whyNotSent } from './send-request.ts'

/** Sends, and says what came of it; it does not throw. */
export async function tryToSend(send: SendRequest, request: OutgoingRequest, now: Date): Promise<Outcome> {
  try {
    return outcomeOf(await send(request), now)
  } catch (error) {
    return failed(whyNotSent(error))
  }
}

/** The same body would be refused again. Who is not let in may be let in later. */
const finalStatuses = new Set([400, 404, 405, 410, 413, 415, 422])

/** What an answer means for what was sent. */
export function outcomeOf(answer: Pick<ReceivedAnswer, 'status' | 'header' | 'text'>, now: Date): Outcome {
  const { status } = answer
  if (status >= 200 && status < 300) return sent
  if (status >= 300 && status < 400)
    return { kind: 'failed', why: `it answered ${status}: redirects are not followed`, isFinal: true }
  const said = /^[\w .:-]{1,60}$/.exec(answer.text.trim())?.[0]
  const why = `it answered ${status}${said === undefined ? '' : ` (${said})`}`
  const notBefore =
    status === 429 || status === 503 ? retryAfter(answer.header('retry-after'), now) : undefined
  return {
    kind: 'failed',
    why,
    ...(finalStatuses.has(status) && { isFinal: true }),
    ...(notBefore && { notBefore }),
  }
}

/** Seconds, or a date. Source: RFC 9110, 10.2.3. */
export function retryAfter(header: string | undefined, now: Date): Date | undefined {
  if (header === undefined) return undefined
  const at = /^\d{1,9}$/.test(header) ? now.getTime() + Number(header) * 1000 : Date.parse(header)
  return Number.isNaN(at) ? undefined : new Date(at)
}
