import { randomBytes, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'

/** An activity as Claude sends it, and from when on it can be asked for. */
export interface FakeActivity {
  readonly id: string
  readonly created_at: string
  readonly type: string
  readonly actor: Readonly<Record<string, unknown>>
  readonly [field: string]: unknown
}

export interface FakeKey {
  readonly id: string
  readonly key: string
  readonly scopes: readonly string[]
}

/** How a call is answered instead. */
export interface Fault {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** The connection is cut in the middle of the answer. */
  readonly isCut?: boolean
}

export interface FakeClaude {
  readonly apiUrl: string
  readonly calls: {
    readonly path: string
    readonly query: URLSearchParams
    readonly key: string | undefined
    readonly method: string
  }[]
  /** @param late it can be asked for only after `index` */
  readonly add: (
    type: string,
    fields?: Readonly<Record<string, unknown>>,
    more?: { readonly at?: Date; readonly late?: boolean; readonly user?: FakeUser },
  ) => FakeActivity
  /** Makes late activities visible. */
  readonly index: () => void
  readonly addKey: (scopes: readonly string[]) => FakeKey
  readonly settings: Record<string, unknown>
  readonly users: FakeUser[]
  /** Answered in order, before anything else. */
  readonly faults: Fault[]
  /** Whether each page begins with the last row of the page before, as at-least-once delivery may. */
  doubles: boolean
  /** Whether calls are told of in the feed. */
  tellsOfCalls: boolean
  now: () => Date
}

export interface FakeUser {
  readonly id: string
  readonly email: string
  readonly role: string
}

export const claudeOrganization = 'abcdef01-2345-6789-abcd-ef0123456789'

/** The parts of a key stand apart, so that nothing here looks like one. */
const newKey = (): string => ['sk', 'ant', 'api01', randomBytes(24).toString('hex')].join('-')

const iso = (at: Date): string => at.toISOString()

/**
 * Claude's Compliance API on this machine, as its documentation describes it: newest first, `after_id` for older and `before_id` for newer
 * pages, bounds of time, late and repeated rows, limits, keys with scopes, and each call told of in the feed itself. Closed after the test.
 */
export async function openFakeClaude(): Promise<FakeClaude> {
  const activities: (FakeActivity & { isLate?: boolean })[] = []
  const keys: FakeKey[] = []
  const fake: Omit<FakeClaude, 'apiUrl'> = {
    calls: [],
    add: (type, fields = {}, { at = fake.now(), late = false, user } = {}) => {
      const activity = {
        id: `activity_${randomBytes(12).toString('hex')}`,
        created_at: iso(at),
        organization_uuid: claudeOrganization,
        type,
        actor: user
          ? {
              type: 'user_actor',
              user_id: user.id,
              email_address: user.email,
              ip_address: '192.0.2.34',
              user_agent: 'Mozilla/5.0',
            }
          : { type: 'system_actor' },
        ...fields,
      }
      activities.push({ ...activity, isLate: late })
      return activity
    },
    index: () => {
      for (const one of activities) one.isLate = false
    },
    addKey: (scopes) => {
      const key = { id: `apikey_${randomBytes(8).toString('hex')}`, key: newKey(), scopes }
      keys.push(key)
      return key
    },
    settings: {},
    users: [],
    faults: [],
    doubles: false,
    tellsOfCalls: true,
    now: () => new Date(),
  }
  const server = createServer((request, response) => answer(request, response, fake, keys, activities))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return Object.assign(fake, { apiUrl: `http://127.0.0.1:${port}` })
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  fake: Omit<FakeClaude, 'apiUrl'>,
  keys: readonly FakeKey[],
  activities: (FakeActivity & { isLate?: boolean })[],
): void {
  const url = new URL(request.url ?? '/', 'http://fake.invalid')
  const given = request.headers['x-api-key']
  const text = typeof given === 'string' ? given : undefined
  fake.calls.push({ path: url.pathname, query: url.searchParams, key: text, method: request.method ?? '' })
  const requestId = `req_${randomUUID()}`
  const send = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void => {
    response.writeHead(status, { 'content-type': 'application/json', 'request-id': requestId, ...headers })
    response.end(JSON.stringify(body))
  }
  const fail = (status: number, message: string): void =>
    send(status, { type: 'error', error: { type: 'error', message } })
  const fault = fake.faults.shift()
  if (fault?.isCut === true) {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
    response.write('{"data": [')
    setTimeout(() => response.destroy(), 10)
    return
  }
  if (fault) return send(fault.status, { type: 'error', error: { message: 'slow down' } }, fault.headers)
  const key = keys.find((one) => one.key === text)
  if (!key) return fail(401, 'invalid x-api-key')
  const mayRead = (scope: string): boolean => key.scopes.includes(scope)
  const told = fake.tellsOfCalls
    ? {
        id: `activity_${randomBytes(12).toString('hex')}`,
        created_at: iso(fake.now()),
        type: 'compliance_api_accessed',
        actor: { type: 'api_actor', api_key_id: key.id, ip_address: '192.0.2.1' },
        request_id: requestId,
        request_method: 'GET',
        status_code: 200,
        url: url.pathname,
      }
    : undefined
  // After the answer was made: a call never tells of itself.
  const tell = (): void => void (told && activities.push(told))
  const { pathname } = url
  if (pathname === '/v1/compliance/activities') {
    if (!mayRead('read:compliance_activities')) return fail(403, 'missing scope')
    const page = pageOf(
      url.searchParams,
      activities.filter(({ isLate }) => isLate !== true),
      fake.doubles,
    )
    if (!page) return fail(400, 'after_id and before_id exclude each other')
    send(200, page)
    return tell()
  }
  const [, uuid, what] = /^\/v1\/compliance\/organizations(?:\/([^/]+)\/(settings|users))?$/.exec(
    pathname,
  ) ?? ['']
  if (!pathname.startsWith('/v1/compliance/organizations')) return fail(404, 'not found')
  if (what === 'users') {
    if (!mayRead('read:compliance_user_data')) return fail(403, 'missing scope')
    const from = Number(url.searchParams.get('page') ?? '0')
    const size = 2
    const data = fake.users
      .slice(from, from + size)
      .map(({ id, email, role }) => ({ id, email, organization_role: role }))
    const hasMore = from + size < fake.users.length
    send(200, { data, has_more: hasMore, next_page: hasMore ? String(from + size) : null })
    return tell()
  }
  if (!mayRead('read:compliance_org_data')) return fail(403, 'missing scope')
  if (uuid === undefined)
    send(200, { data: [{ uuid: claudeOrganization, name: 'Acme' }], has_more: false, next_page: null })
  else if (uuid !== claudeOrganization) return fail(404, 'unknown organization')
  else
    send(200, {
      type: 'effective_organization_settings',
      organization_id: uuid,
      settings: [
        ...Object.entries(fake.settings).map(([name, value]) => ({ type: typeof value, name, value })),
        { type: 'data_retention', name: 'data_retention_periods', value: { all: { type: 'indefinite' } } },
      ],
      api_keys: keys.map(({ id, scopes }) => ({
        id,
        name: `key ${id.slice(-4)}`,
        is_active: true,
        scopes,
        created_by_id: 'user_1',
        expires_at: null,
      })),
    })
  tell()
}

function pageOf(query: URLSearchParams, activities: readonly FakeActivity[], doubles: boolean) {
  const limit = Number(query.get('limit') ?? '100')
  const afterId = query.get('after_id')
  const beforeId = query.get('before_id')
  if (afterId !== null && beforeId !== null) return undefined
  const bound = (name: string, holds: (at: number, end: number) => boolean) => (one: FakeActivity) => {
    const end = query.get(`created_at.${name}`)
    return end === null || holds(Date.parse(one.created_at), Date.parse(end))
  }
  const types = query.getAll('activity_types[]')
  const all = activities
    .filter(bound('gte', (at, end) => at >= end))
    .filter(bound('gt', (at, end) => at > end))
    .filter(bound('lte', (at, end) => at <= end))
    .filter(bound('lt', (at, end) => at < end))
    .filter(({ type }) => types.length === 0 || types.includes(type))
    .toSorted(
      (one, other) =>
        Date.parse(other.created_at) - Date.parse(one.created_at) || (one.id < other.id ? 1 : -1),
    )
  const place = all.findIndex(({ id }) => id === (afterId ?? beforeId))
  const from = afterId === null ? 0 : place + 1
  const rows =
    beforeId === null ? all.slice(from, from + limit) : all.slice(Math.max(0, place - limit), place)
  const hasMore = beforeId === null ? from + limit < all.length : place > limit
  const repeated = doubles && from > 0 ? [all[from - 1]!] : []
  // What is undefined JSON leaves out.
  const data = [...repeated, ...rows].map((one) => ({ ...one, isLate: undefined }))
  return { data, has_more: hasMore, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null }
}
