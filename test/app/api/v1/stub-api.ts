import { pino } from 'pino'
import { createListener } from '../../../../app/api/create-listener.ts'
import { type ApiParts, openApi } from '../../../../app/api/v1/open-api.ts'
import type { ResourceParts } from '../../../../app/api/v1/resources.ts'
import {
  type GatehouseRole,
  gatehouseRoles,
  type Viewer,
} from '../../../../app/enforcement/members/viewer.ts'
import type { IdempotencyKeys, KeyState } from '../../../../app/enforcement/idempotency.ts'
import { noParts } from '../../../../build/api-description.ts'

/** Somebody with a role in organization 1, of which they see everything. */
export const viewerWith = (role: GatehouseRole): Viewer => ({
  person: '0b5f9d2e-3d55-4a4e-9d53-3f0c5f6f8a10',
  login: 'ada',
  name: 'Ada',
  avatarUrl: null,
  via: { kind: 'session', id: 'one', signedInAt: new Date('2026-11-01T00:00:00Z'), csrfToken: 'csrf' },
  roles: new Map([['1', role]]),
  scope: { organizations: ['1'] },
})

/** Keys in the memory of a test. */
export function keysInMemory(): IdempotencyKeys {
  const known = new Map<string, { request: string; answer?: Extract<KeyState, { kind: 'answered' }> }>()
  return {
    begin: async (caller, key, request) => {
      const found = known.get(`${caller} ${key}`)
      if (!found) {
        known.set(`${caller} ${key}`, { request })
        return { kind: 'new' }
      }
      if (found.request !== request) return { kind: 'other' }
      return found.answer ?? { kind: 'under-way' }
    },
    end: async (caller, key, answer) => {
      const found = known.get(`${caller} ${key}`)
      if (found) found.answer = { kind: 'answered', ...answer }
    },
    forget: async (caller, key) => void known.delete(`${caller} ${key}`),
  }
}

/** The API over answers that a test gives; a request says in `authorization` which role it comes with. */
export async function stubApi(resources: Partial<ResourceParts> = {}, parts: Partial<ApiParts> = {}) {
  const server = createListener(pino({ level: 'silent' }))
  const nothing = noParts()
  await openApi(server, {
    resources: new Proxy(nothing, {
      get: (_, name: keyof ResourceParts) => resources[name] ?? nothing[name],
    }),
    identify: async ({ headers }) => {
      const role = gatehouseRoles.find((one) => one === headers.authorization)
      return role && viewerWith(role)
    },
    keys: keysInMemory(),
    limit: { count: () => undefined, vouch: () => {} },
    log: pino({ level: 'silent' }),
    version: '0.0.0',
    ...parts,
  })
  return server
}
