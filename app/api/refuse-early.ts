import { randomUUID } from 'node:crypto'
import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../scanner/errors.ts'
import { type Problem, problemOf, problemType } from './v1/problems.ts'
import { usualHeaders } from './usual-headers.ts'

type ClientError = Error & { readonly code: string }
type Socket = IncomingMessage['socket']

/** Refuses an address that leads to no route, before there is one whose error handler could. */
export function refuseEarly(
  { statusCode }: { readonly statusCode?: number },
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const problem = problemOf(
    statusCode === 414
      ? new AppError('address-too-long', 'A part of the address is too long.')
      : new AppError('invalid-request', 'The address is not one.'),
    request.id,
  )
  // Of a text, so that no schema of a route is asked for.
  void reply
    .code(problem.status)
    .headers({ ...usualHeaders, 'x-request-id': request.id })
    .type(problemType)
    .send(JSON.stringify(problem))
}

/** Refuses what could not be read as a request. Nothing of it is said again. */
export function refuseConnection(error: ClientError, socket: Socket): void {
  // Nobody is there any more. Source: Node's documentation of `clientError`.
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  if (socket.writable) socket.write(written(problemOf(told(error), randomUUID())))
  socket.destroy(error)
}

function told({ code }: ClientError): AppError {
  if (code === 'HPE_HEADER_OVERFLOW') return new AppError('headers-too-large', 'The headers are too large.')
  return code === 'ERR_HTTP_REQUEST_TIMEOUT'
    ? new AppError('too-slow', 'The request took too long to come.')
    : new AppError('invalid-request', 'It is no request.')
}

function written(problem: Problem): string {
  const body = JSON.stringify(problem)
  const lines = {
    ...usualHeaders,
    'x-request-id': problem.request,
    'content-type': problemType,
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  }
  const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}`)
  return [`HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`, ...head, '', body].join('\r\n')
}
