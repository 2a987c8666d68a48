import { z } from 'zod'
import type { MappedGroup, MappingCheck } from '../../../enforcement/claude/group-mapping.ts'
import type { Viewer } from '../../../enforcement/members/viewer.ts'
import type { ClaudeReading } from '../../../enforcement/reading/claude-reading.ts'
import { AppError } from '../../../../scanner/errors.ts'
import { demand, demandFresh } from '../identify.ts'
import { type ApiServer, id, viewerOf } from '../route.ts'
import { claudeSchema, mappedGroup, mappingSchema } from './claude-schemas.ts'

/** What is asked of an organization's tenant at Claude, and ordered about it. */
export interface ClaudeApi {
  readonly read: (viewer: Viewer, organization: string) => Promise<ClaudeReading>
  /** @throws AppError `claude-key-refused`, `claude-unavailable`, `conflict`, `not-allowed` */
  readonly connect: (
    viewer: Viewer,
    organization: string,
    wanted: { readonly key: string; readonly organizations: readonly string[] },
  ) => Promise<{ readonly isProven: boolean; readonly names: readonly string[] }>
  /** @returns false: none is connected by this organization */
  readonly disconnect: (viewer: Viewer, organization: string) => Promise<boolean>
  /** Asks for a look now. @throws AppError `claude-not-connected` */
  readonly look: (organization: string) => Promise<void>
  readonly nameDomain: (
    viewer: Viewer,
    organization: string,
    named: { readonly domain: string; readonly record: string | null },
  ) => Promise<void>
  readonly forgetDomain: (viewer: Viewer, organization: string, domain: string) => Promise<boolean>
  readonly checkMapping: (mapping: readonly MappedGroup[], groups: readonly string[]) => MappingCheck
}

const path = '/organizations/:organization/claude'
const tags = ['claude']
const params = z.object({ organization: id })
const domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(
    /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/,
    'It is no domain, such as example.com.',
  )
const done = z.object({ isDone: z.literal(true) })

/** `/organizations/{organization}/claude` */
export function addClaude(api: ApiServer, claude: ClaudeApi): void {
  api.get(
    path,
    {
      config: { permission: 'read-settings' },
      schema: {
        operationId: 'readClaude',
        summary: "Claude's own side of an organization: settings, connections, people and domains",
        tags,
        params,
        response: { 200: claudeSchema },
      },
    },
    (request) => {
      const { organization } = request.params
      demand(request, 'read-settings', organization)
      return claude.read(viewerOf(request), organization)
    },
  )
  addConnecting(api, claude)
  addDomains(api, claude)
  api.post(
    `${path}/group-mapping`,
    {
      config: { permission: 'read-settings' },
      schema: {
        operationId: 'checkGroupMapping',
        summary: 'What Claude would make of a mapping of groups; nothing is changed or kept',
        tags,
        params,
        body: z.strictObject({
          mapping: z.array(mappedGroup).max(1000),
          groups: z
            .array(z.string().min(1).max(300))
            .max(5000)
            .meta({ description: 'As the identity provider sends them.' }),
        }),
        response: { 200: mappingSchema },
      },
    },
    (request) => {
      demand(request, 'read-settings', request.params.organization)
      return claude.checkMapping(request.body.mapping, request.body.groups)
    },
  )
}

function addConnecting(api: ApiServer, { connect, disconnect, look }: ClaudeApi): void {
  api.post(
    path,
    {
      config: { permission: 'manage-claude' },
      schema: {
        operationId: 'connectClaude',
        summary: "Connects Claude's side by a Compliance Access Key, or replaces the key",
        description:
          'The key is tried at once, refused where it may do more than read, and kept sealed. It needs that you signed in within the last 15 minutes.',
        tags,
        params,
        body: z.strictObject({
          key: z.string().trim().min(20).max(500),
          organizations: z
            .array(id)
            .max(500)
            .default([])
            .meta({ description: 'Others of the same tenant; you have to be a Gatehouse owner of each.' }),
        }),
        response: {
          200: z.object({
            isProven: z
              .boolean()
              .meta({ description: 'false: whether it may only read is known in some minutes.' }),
            names: z.array(z.string()).readonly(),
          }),
        },
      },
    },
    (request) => {
      const { organization } = request.params
      demand(request, 'manage-claude', organization)
      demandFresh(request, new Date())
      return connect(viewerOf(request), organization, request.body)
    },
  )
  api.delete(
    path,
    {
      config: { permission: 'manage-claude' },
      schema: {
        operationId: 'disconnectClaude',
        summary: 'Forgets the key and all that was read with it',
        tags,
        params,
        response: { 200: done },
      },
    },
    async (request) => {
      const { organization } = request.params
      demand(request, 'manage-claude', organization)
      if (!(await disconnect(viewerOf(request), organization)))
        throw new AppError('not-there', "This organization has not connected Claude's side.")
      return { isDone: true as const }
    },
  )
  api.post(
    `${path}/look`,
    {
      config: { permission: 're-check' },
      schema: {
        operationId: 'lookAtClaude',
        summary: "Has Claude's side and its domains looked at now",
        tags,
        params,
        response: { 200: done },
      },
    },
    async (request) => {
      const { organization } = request.params
      demand(request, 're-check', organization)
      demand(request, 'read-settings', organization)
      await look(organization)
      return { isDone: true as const }
    },
  )
}

function addDomains(api: ApiServer, { nameDomain, forgetDomain }: ClaudeApi): void {
  api.post(
    `${path}/domains`,
    {
      config: { permission: 'manage-claude' },
      schema: {
        operationId: 'watchClaudeDomain',
        summary: 'Has the record watched by which Claude knows a domain',
        tags,
        params,
        body: z.strictObject({
          domain,
          record: z
            .string()
            .trim()
            .min(10)
            .max(500)
            .startsWith(
              'anthropic-domain-verification-',
              'Copy the whole record: anthropic-domain-verification-…=…',
            )
            .nullish()
            .meta({
              description: 'The whole record, as Claude shows it; without it, the one that is found counts.',
            }),
        }),
        response: { 200: done },
      },
    },
    async (request) => {
      const { organization } = request.params
      demand(request, 'manage-claude', organization)
      const { domain: named, record } = request.body
      await nameDomain(viewerOf(request), organization, { domain: named, record: record ?? null })
      return { isDone: true as const }
    },
  )
  api.delete(
    `${path}/domains/:domain`,
    {
      config: { permission: 'manage-claude' },
      schema: {
        operationId: 'forgetClaudeDomain',
        summary: 'Has a domain not watched any more, until Claude verifies it again',
        tags,
        params: z.object({ organization: id, domain: z.string().max(253) }),
        response: { 200: done },
      },
    },
    async (request) => {
      const { organization, domain: named } = request.params
      demand(request, 'manage-claude', organization)
      if (!(await forgetDomain(viewerOf(request), organization, named.toLowerCase())))
        throw new AppError('not-there', 'This domain is not watched.')
      return { isDone: true as const }
    },
  )
}
