import type { Route } from '../description/route.ts'
import { invalidities } from '../description/validate.ts'
import type { GitHub } from './github.ts'
import type { Refusal } from './refusal.ts'
import type { Reply } from './reply.ts'

/** How GitHub says no. Its 422 lists objects for most operations and plain sentences for some. */
export function errorReply({ status, message, errors, headers }: Refusal, route: Route | undefined): Reply {
  const documentation = `https://docs.github.com/rest${route ? `/${route.operation.docs}` : ''}`
  const body = { message, documentation_url: documentation, status: String(status) }
  if (errors === undefined) return { status, body, headers }
  const full = { ...body, errors }
  const described = route?.operation.responses[String(status)]
  const isFine =
    !described ||
    !route ||
    invalidities(['operations', route.id, 'responses', String(status)], full).length === 0
  const sentences = errors.map((error) => error.message ?? `${error.field ?? ''} ${error.code}`.trim())
  return { status, body: isFine ? full : { ...body, errors: sentences }, headers }
}

/** The simulator is wrong or incomplete: recorded, and answered so that no client takes it for GitHub's word. */
export function defectReply({ defects }: GitHub, reason: string): Reply {
  defects.push(reason)
  return { status: 599, body: { message: `The simulated GitHub is wrong: ${reason}` } }
}
