import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type BodyReader, mostBytes } from './body-reader.ts'

/** A webhook whose signature was right. */
export interface AcceptedWebhook {
  readonly guid: string
  readonly event: string
  readonly payload: Buffer
}

export interface IntakeOptions {
  /** `/webhooks/github` */
  readonly path: string
  readonly readBody: BodyReader
  /** What the host signs with; undefined: it cannot be known now, and what comes is not taken. */
  readonly secret: () => Promise<string | undefined>
  /** Resolves when the delivery is durable: only then GitHub hears that it was accepted, for it never sends one again. */
  readonly accept: (webhook: AcceptedWebhook) => Promise<void>
}

/** `push`, `pull_request_review_comment`; a delivery's id is a UUID. */
const eventName = /^[a-z_]{1,60}$/
const deliveryId = /^[0-9A-Za-z-]{8,64}$/

/**
 * Adds the route that GitHub delivers webhooks to. The signature is over the body's bytes, so these are kept: a body that was
 * parsed and written again is another one.
 */
export async function addWebhookIntake(server: FastifyInstance, options: IntakeOptions): Promise<void> {
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      'application/json',
      async (request: FastifyRequest, body: AsyncIterable<Uint8Array>) =>
        options.readBody(body, request.headers['content-length']),
    )
    scope.post(options.path, { bodyLimit: mostBytes }, async (request, reply) => {
      const signature = request.headers['x-hub-signature-256']
      const event = request.headers['x-github-event']
      const guid = request.headers['x-github-delivery']
      if (typeof signature !== 'string' || !Buffer.isBuffer(request.body))
        return reply.code(401).send(unsigned)
      const secret = await options.secret()
      // The host counts it as failed, so that it can be asked for again.
      if (secret === undefined) return reply.code(503).send(notNow)
      // Signed with the secret or not at all: nothing else of the request is looked at before.
      if (!isSigned(secret, request.body, signature)) return reply.code(401).send(unsigned)
      if (typeof event !== 'string' || !eventName.test(event))
        return reply.code(400).send(without('X-GitHub-Event'))
      if (typeof guid !== 'string' || !deliveryId.test(guid))
        return reply.code(400).send(without('X-GitHub-Delivery'))
      await options.accept({ guid, event, payload: request.body })
      return reply.code(202).send({ message: 'accepted' })
    })
  })
}

const unsigned = { message: 'The signature is missing or not right.' }
const notNow = { message: 'What this host signs with is not known now.' }
const without = (header: string) => ({ message: `The header ${header} is missing or malformed.` })

function isSigned(secret: string, body: Buffer, signature: string): boolean {
  const expected = Buffer.from(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`)
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
