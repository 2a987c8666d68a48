import type { Route } from '../description/route.ts'
import { invalidities } from '../description/validate.ts'
import type { Reply } from './reply.ts'

/** The answer with its JSON written out. */
export const written = (reply: Reply): Reply =>
  reply.body === undefined ? reply : { ...reply, text: JSON.stringify(reply.body) }

/** What is wrong with a written answer of the simulator's own, or undefined if GitHub could have given it. */
export function defectOf({ id, operation }: Route, reply: Reply): string | undefined {
  const { status, text } = reply
  const schema = operation.responses[String(status)]
  if (schema === undefined) return `${id} answers ${status}, which is not described`
  if (reply.bytes !== undefined) return undefined
  if (schema === null) return text === undefined ? undefined : `${id} ${status} has no JSON`
  if (text === undefined) return `${id} ${status} lacks its JSON`
  // What is sent is the text, in which `undefined` and dates are no more.
  const sent: unknown = JSON.parse(text)
  const errors = invalidities(['operations', id, 'responses', String(status)], sent)
  if (errors.length === 0) return undefined
  const reasons = errors.slice(0, 8).map(({ instancePath, message }) => `${instancePath} ${message}`)
  return `${id} ${status}: ${reasons.join('; ')}`
}
