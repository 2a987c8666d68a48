import swagger, { type SwaggerOptions } from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import type { Logger } from 'pino'
import { AppError } from '../../../scanner/errors.ts'
import type { IdempotencyKeys } from '../../enforcement/idempotency.ts'
import type { CallLimit } from '../call-limit.ts'
import { addStopping } from './event-stream.ts'
import { addIdempotency } from './idempotency.ts'
import { addIdentity, type Identify } from './identify.ts'
import { problemAnswers, sendProblem } from './problems.ts'
import { addReference } from './reference.ts'
import { refuseNul } from './refuse-nul.ts'
import { resources, type ResourceParts } from './resources.ts'
import { addVersions } from './versions.ts'
import { withoutUnused } from './without-unused.ts'

export interface ApiParts {
  readonly resources: ResourceParts
  readonly identify: Identify
  readonly keys: IdempotencyKeys
  readonly limit: CallLimit
  readonly log: Logger
  /** Of Gatehouse. */
  readonly version: string
}

export const apiPath = '/api/v1'

/** Opens the API under `/api/v1`: its routes, who may call them, its problems, and the document that describes it. */
export async function openApi(server: FastifyInstance, parts: ApiParts): Promise<void> {
  await server.register(
    async (plain) => {
      const api = plain.withTypeProvider<ZodTypeProvider>()
      api.setValidatorCompiler(validatorCompiler)
      api.setSerializerCompiler(serializerCompiler)
      api.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, parts.log))
      api.setNotFoundHandler((request, reply) =>
        sendProblem(new AppError('not-there', 'There is no such address.'), request, reply, parts.log),
      )
      await api.register(swagger, documented(parts.version))
      api.addHook('onRoute', ({ schema }) => {
        if (schema?.response) Object.assign(schema.response, problemAnswers)
      })
      addIdentity(api, parts.identify, parts.limit)
      refuseNul(api)
      addVersions(api)
      addIdempotency(api, parts.keys)
      addStopping(api)
      for (const add of resources) add(api, parts.resources)
      const describe = once(() => withoutUnused(JSON.parse(JSON.stringify(api.swagger()))))
      api.get('/openapi.json', { config: { permission: 'everybody' }, schema: { hide: true } }, describe)
      addReference(server, describe)
    },
    { prefix: apiPath },
  )
}

/** It is the same for as long as the process lives. */
function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => (made ??= { value: make() }).value
}

const documented = (version: string): SwaggerOptions => ({
  openapi: {
    openapi: '3.1.1',
    info: {
      title: 'Gatehouse',
      version,
      description: 'Which repositories Claude may reach: decided, enforced and proven.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: '__Host-gatehouse' },
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'A token of the compliance API, or your own token of GitHub.',
        },
      },
    },
    security: [{ session: [] }, { token: [] }],
  },
  transform: jsonSchemaTransform,
  transformObject: jsonSchemaTransformObject,
})
