import path from 'node:path'
import { format } from 'node:util'
import { pino } from 'pino'
import about from '../package.json' with { type: 'json' }
import { createListener } from '../app/api/create-listener.ts'
import { apiPath, openApi } from '../app/api/v1/open-api.ts'
import type { ResourceParts } from '../app/api/v1/resources.ts'

/** What programs that speak to the API are made from: OpenAPI 3.1. */
export const apiDescriptionFile = path.join(import.meta.dirname, '../docs/openapi.json')

/** Parts of which every question fails with its name: for who needs the routes and not what they answer. */
export const noParts = (): ResourceParts =>
  // oxlint-disable-next-line no-unsafe-type-assertion -- whatever is asked of it, it has
  new Proxy({}, { get: (_, resource) => questionsOf(resource) }) as ResourceParts

const questionsOf = (resource: string | symbol): object =>
  new Proxy(
    {},
    {
      get: (_, question) => async () => {
        throw new Error(format('asked: %s.%s', resource, question))
      },
    },
  )

/** The document as `/api/v1/openapi.json` answers it. */
export async function apiDescription(): Promise<string> {
  const log = pino({ level: 'silent' })
  const server = createListener(log)
  const refuse = async (): Promise<never> => {
    throw new Error('asked')
  }
  await openApi(server, {
    resources: noParts(),
    identify: async () => undefined,
    keys: { begin: refuse, end: refuse, forget: refuse },
    limit: { count: () => undefined, vouch: () => {} },
    log,
    version: about.version,
  })
  const { body } = await server.inject(`${apiPath}/openapi.json`)
  return `${JSON.stringify(JSON.parse(body), null, 2)}\n`
}
