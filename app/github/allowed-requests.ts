import { Kind, OperationTypeNode, parse } from 'graphql'
import type { Mode } from '../../policies/policy-group.ts'

/** A request on its way to GitHub. */
export interface OutgoingRequest {
  readonly method: string
  /** The path alone, behind the API's base: `/repos/acme/shop/issues`. */
  readonly path: string
  readonly body: string | undefined
}

/** A request that changes something, or only looks so, and from which mode on it may be made. */
interface AllowedWrite {
  readonly from: Mode
  readonly methods: readonly string[]
  readonly path: RegExp
  /** What it is for. */
  readonly what: string
}

const repository = '/repos/[^/]+/[^/]+'
const number = '[0-9]+'
const exactly = (source: string): RegExp => new RegExp(`^${source}$`)

/**
 * Everything but reads that may be sent below `enforce`. The list is here and not in the callers, because a caller that
 * forgets to ask its mode has written for real.
 */
export const allowedWrites: readonly AllowedWrite[] = [
  {
    from: 'observe',
    methods: ['POST'],
    path: exactly(`/app/installations/${number}/access_tokens`),
    what: 'a token for an installation',
  },
  {
    from: 'observe',
    methods: ['POST'],
    path: exactly('/app-manifests/[^/]+/conversions'),
    what: 'the App that the set-up has just made',
  },
  {
    from: 'observe',
    methods: ['POST'],
    path: exactly(`/app/hook/deliveries/${number}/attempts`),
    what: 'our own webhooks once more',
  },
  { from: 'notify', methods: ['POST'], path: exactly(`${repository}/issues`), what: 'an issue' },
  { from: 'notify', methods: ['PATCH'], path: exactly(`${repository}/issues/${number}`), what: 'an issue' },
  {
    from: 'notify',
    methods: ['POST'],
    path: exactly(`${repository}/issues/${number}/comments`),
    what: 'a comment',
  },
  {
    from: 'notify',
    methods: ['PATCH'],
    path: exactly(`${repository}/issues/comments/${number}`),
    what: 'a comment',
  },
  {
    from: 'notify',
    methods: ['POST', 'PUT'],
    path: exactly(`${repository}/issues/${number}/labels`),
    what: 'labels of an issue',
  },
  { from: 'notify', methods: ['POST'], path: exactly(`${repository}/check-runs`), what: 'a check' },
  {
    from: 'notify',
    methods: ['PATCH'],
    path: exactly(`${repository}/check-runs/${number}`),
    what: 'a check',
  },
  {
    from: 'notify',
    methods: ['POST'],
    path: exactly(`${repository}/statuses/[0-9a-f]{40,64}`),
    what: 'a commit status',
  },
  {
    from: 'enforce',
    methods: ['POST'],
    path: exactly(`${repository}/git/(?:trees|commits|refs)`),
    what: 'a change of files that is to be proposed',
  },
  {
    from: 'enforce',
    methods: ['PATCH', 'DELETE'],
    path: exactly(`${repository}/git/refs/heads/gatehouse/[^/]+`),
    what: 'a branch of our own',
  },
  {
    from: 'enforce',
    methods: ['POST'],
    path: exactly(`${repository}/pulls`),
    what: 'a pull request of our own',
  },
  {
    from: 'enforce',
    methods: ['PATCH'],
    path: exactly(`${repository}/pulls/${number}`),
    what: 'a pull request of our own',
  },
]

const order: readonly Mode[] = ['observe', 'notify', 'enforce']

/** Whether a request may be sent in a mode. Reads may in all; of GraphQL, queries are reads and mutations writes. */
export function mayBeSent(mode: Mode, request: OutgoingRequest): boolean {
  const method = request.method.toUpperCase()
  if (method === 'GET' || method === 'HEAD') return true
  if (mode === 'enforce') return true
  if (request.path === '/graphql') return method === 'POST' && isQuery(request.body)
  return allowedWrites.some(
    ({ from, methods, path }) =>
      order.indexOf(from) <= order.indexOf(mode) && methods.includes(method) && path.test(request.path),
  )
}

/** Whether a GraphQL request asks and changes nothing, whichever of its operations is run. */
function isQuery(body: string | undefined): boolean {
  try {
    const { query }: { query?: unknown } = JSON.parse(body ?? '')
    if (typeof query !== 'string') return false
    const operations = parse(query).definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION)
    return operations.length > 0 && operations.every(({ operation }) => operation === OperationTypeNode.QUERY)
  } catch {
    // What cannot be read is not known to be harmless.
    return false
  }
}
