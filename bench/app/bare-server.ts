// The least that any receiver of webhooks does: Fastify, a signature checked by Octokit's own function, and nothing kept.
import { verify } from '@octokit/webhooks-methods'
import Fastify from 'fastify'

const secret = process.argv[2] ?? ''
const server = Fastify()
server.removeAllContentTypeParsers()
server.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) =>
  done(null, body),
)
server.post('/webhooks/github', async (request, reply) => {
  const signature = request.headers['x-hub-signature-256']
  const isRight =
    typeof signature === 'string' &&
    typeof request.body === 'string' &&
    (await verify(secret, request.body, signature))
  return reply.code(isRight ? 202 : 401).send({ message: isRight ? 'accepted' : 'refused' })
})
await server.listen({ host: '127.0.0.1', port: 0 })
const address = server.server.address()
const port = typeof address === 'object' && address !== null ? address.port : 0
process.stdout.write(`${JSON.stringify({ msg: 'listening', port })}\n`)
