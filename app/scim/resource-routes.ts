import type { FastifyReply, FastifyRequest } from 'fastify'
import { invalid, notThere } from '../enforcement/provisioning/scim-error.ts'
import type { ScimGroup, ScimUser } from '../enforcement/provisioning/scim-resource.ts'
import type { Expected } from '../enforcement/provisioning/scim-store.ts'
import type { ResourceKind } from './attributes.ts'
import { selectionOf } from './read-query.ts'
import { isId } from './read-resource.ts'
import { type Document, etagOf, selected } from './render.ts'
import { isGiven } from './values.ts'

/** @throws ScimError 404: what is no id of ours is nobody’s */
export function idOf({ params }: FastifyRequest, what: 'user' | 'group'): string {
  const id = isGiven(params) ? String(params['id']) : ''
  if (!isId(id)) throw notThere(what)
  return id.toLowerCase()
}

/** The version that a change is meant for. @throws ScimError where `if-match` names several */
export function expectedOf({ headers }: FastifyRequest): Expected {
  const wanted = headers['if-match']?.trim()
  if (wanted === undefined || wanted === '*' || wanted === '') return undefined
  const version = /^(?:W\/)?"(\d{1,18})"$/.exec(wanted)?.[1]
  // It cannot be one of ours: none fits.
  return version ?? (wanted.includes(',') ? several() : '0')
}

function several(): never {
  throw invalid('invalidValue', '`if-match` names one version.')
}

interface Sending {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly status: number
  readonly kind: ResourceKind
  readonly resource: ScimUser | ScimGroup
}

/** Answers with one resource, as far as it is wanted, and where it is. */
export function sendResource(
  { request, reply, status, kind, resource }: Sending,
  document: Document,
): FastifyReply {
  const etag = etagOf(resource)
  reply.header('etag', etag)
  if (request.method === 'GET' && request.headers['if-none-match'] === etag) return reply.code(304).send()
  const { meta } = document
  if (isGiven(meta)) reply.header('location', String(meta['location']))
  const selection = selectionOf(isGiven(request.query) ? request.query : {}, kind)
  return reply.code(status).send(selected(document, selection))
}
