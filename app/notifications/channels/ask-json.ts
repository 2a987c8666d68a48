import type { z } from 'zod'
import type { Outcome } from '../retry.ts'
import { outcomeOf } from './outcome-of.ts'
import { type OutgoingRequest, type SendRequest, whyNotSent } from './send-request.ts'

/** What a system answered that speaks JSON, or what that means for the try. */
export type Asked<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly status: number | undefined; readonly outcome: Outcome }

/** Asks a system that answers in JSON; does not throw. @param schema of the answer; only the fields that are needed */
export async function askJson<Schema extends z.ZodType>(
  send: SendRequest,
  request: Omit<OutgoingRequest, 'body'> & { readonly json?: unknown },
  schema: Schema,
  now: Date,
): Promise<Asked<z.output<Schema>>> {
  const { json, ...rest } = request
  try {
    const answer = await send({
      ...rest,
      headers: { ...rest.headers, 'content-type': 'application/json' },
      ...(json !== undefined && { body: JSON.stringify(json) }),
    })
    const outcome = outcomeOf(answer, now)
    if (outcome.kind === 'failed') return { ok: false, status: answer.status, outcome }
    const parsed = schema.safeParse(answer.text === '' ? undefined : parse(answer.text))
    if (answer.isCut || !parsed.success)
      return {
        ok: false,
        status: answer.status,
        outcome: { kind: 'failed', why: 'its answer is not what was expected' },
      }
    return { ok: true, value: parsed.data }
  } catch (error) {
    return { ok: false, status: undefined, outcome: { kind: 'failed', why: whyNotSent(error) } }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // No JSON is no answer; the schema says so.
    return undefined
  }
}
