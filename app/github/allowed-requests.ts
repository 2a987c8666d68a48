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
  /** What its body must say; undefined: whatever it says. */
  readonly body?: (body: unknown) => boolean
  /** What it is for. */
  readonly what: string
}

const number = '[0-9]+'
const name = '[^/]+'
/** By its name, or by its number, which outlives a renaming. */
const repository = `(?:/repos/${name}/${name}|/repositories/${number})`
const organization = `/orgs/${name}`
const stores = '(?:actions|dependabot|codespaces|agents)/secrets|actions/variables'
/** Branches that are Gatehouse's own; nobody else's is ever moved or taken. */
const ownBranch = 'heads/gatehouse(?:/|%2F)[^/]+'
const exactly = (source: string): RegExp => new RegExp(`^${source}$`)
const saying =
  (field: string, pattern: RegExp) =>
  (body: unknown): boolean =>
    pattern.test(String(Object(body)[field]))

/**
 * Everything but reads that may ever be sent. The list is here and not in the callers, because a caller that forgets to ask its
 * mode has written for real; and it has an end in `enforce` too, because permissions that effects need let their holder delete
 * an organization.
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
    // Of the website, not of the API.
    path: exactly('/login/oauth/access_token'),
    what: 'tokens of a person who signs in',
  },
  {
    from: 'observe',
    methods: ['DELETE'],
    path: exactly(`/applications/${name}/(?:token|grant)`),
    what: 'the end of a token that a person gave us',
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
  { from: 'notify', methods: ['POST'], path: exactly(`${repository}/labels`), what: 'a label' },
  {
    from: 'notify',
    methods: ['POST'],
    path: exactly(`${repository}/issues/comments/${number}/reactions`),
    what: 'a reaction to a comment',
  },
  {
    from: 'enforce',
    methods: ['PATCH'],
    path: exactly(
      `/enterprises/${name}/apps/organizations/${name}/installations/${number}/repositories(?:/add|/remove)?`,
    ),
    what: 'which repositories an App reaches, through the enterprise',
  },
  {
    from: 'enforce',
    methods: ['PUT', 'DELETE'],
    path: exactly(`/user/installations/${number}/repositories/${number}`),
    what: 'a repository of an App, with a classic token',
  },
  {
    from: 'enforce',
    methods: ['POST'],
    path: exactly(`${organization}/repos`),
    what: 'an empty repository',
  },
  {
    from: 'enforce',
    methods: ['POST'],
    path: exactly(`${organization}/rulesets`),
    what: 'a ruleset',
  },
  {
    from: 'enforce',
    methods: ['PUT', 'DELETE'],
    path: exactly(`${organization}/rulesets/${number}`),
    what: 'a ruleset',
  },
  {
    from: 'enforce',
    methods: ['PUT', 'DELETE'],
    path: exactly(`${organization}/properties/schema/claude-access`),
    what: 'the definition of our own property',
  },
  {
    from: 'enforce',
    methods: ['PATCH'],
    path: exactly(`${organization}/properties/values`),
    what: 'values of properties',
  },
  {
    from: 'enforce',
    methods: ['PUT'],
    path: exactly(`${organization}/(?:${stores})/${name}/repositories`),
    what: 'which repositories get a secret',
  },
  {
    from: 'enforce',
    methods: ['PUT', 'DELETE'],
    path: exactly(`${organization}/(?:${stores})/${name}/repositories/${number}`),
    what: 'a repository that gets a secret',
  },
  {
    from: 'enforce',
    methods: ['POST'],
    path: exactly(`${organization}/personal-access-token(?:s|-requests)(?:/${number})?`),
    what: 'fine-grained tokens and requests of them',
  },
  {
    from: 'enforce',
    methods: ['PUT'],
    path: exactly(`${repository}/actions/workflows/${name}/(?:enable|disable)`),
    what: 'a workflow',
  },
  {
    from: 'enforce',
    methods: ['POST'],
    path: exactly(`${repository}/actions/runs/${number}/cancel`),
    what: 'a run of a workflow',
  },
  {
    from: 'notify',
    methods: ['POST'],
    // Nobody sees it before a branch leads to it.
    path: exactly(`${repository}/git/(?:trees|commits)`),
    what: 'a commit of a proposed policy',
  },
  {
    from: 'notify',
    methods: ['POST'],
    path: exactly(`${repository}/git/refs`),
    body: saying('ref', /^refs\/heads\/gatehouse\/policy-[0-9]+$/),
    what: 'the branch of a proposed policy',
  },
  {
    from: 'notify',
    methods: ['POST'],
    path: exactly(`${repository}/pulls`),
    body: saying('head', /^gatehouse\/policy-[0-9]+$/),
    what: 'the pull request of a proposed policy',
  },
  {
    from: 'enforce',
    methods: ['POST'],
    path: exactly(`${repository}/git/(?:blobs|trees|commits|refs)`),
    what: 'a commit of a remediation, and its branch',
  },
  {
    from: 'enforce',
    methods: ['PATCH', 'DELETE'],
    path: exactly(`${repository}/git/refs/${ownBranch}`),
    what: 'the branch of a remediation',
  },
  {
    from: 'enforce',
    methods: ['PUT'],
    path: exactly(`${repository}/contents/.+`),
    what: 'a file of a remediation',
  },
  {
    from: 'enforce',
    methods: ['POST'],
    path: exactly(`${repository}/pulls`),
    what: 'the pull request of a remediation',
  },
  {
    from: 'enforce',
    methods: ['PATCH'],
    path: exactly(`${repository}/pulls/${number}`),
    what: 'the pull request of a remediation',
  },
  {
    from: 'enforce',
    methods: ['DELETE'],
    path: exactly(`${repository}/(?:issues/${number}/)?labels/${name}`),
    what: 'a label',
  },
]

const order: readonly Mode[] = ['observe', 'notify', 'enforce']

/** Whether a request may be sent in a mode. Reads may in all; of GraphQL queries are reads, and mutations are never sent. */
export function mayBeSent(mode: Mode, request: OutgoingRequest): boolean {
  const method = request.method.toUpperCase()
  if (method === 'GET' || method === 'HEAD') return true
  if (request.path === '/graphql') return method === 'POST' && isQuery(request.body)
  return allowedWrites.some(
    ({ from, methods, path, body }) =>
      order.indexOf(from) <= order.indexOf(mode) &&
      methods.includes(method) &&
      path.test(request.path) &&
      (body === undefined || body(jsonOf(request.body))),
  )
}

/** Whether a GraphQL request asks and changes nothing, whichever of its operations is run. */
function isQuery(body: string | undefined): boolean {
  const query: unknown = Object(jsonOf(body))['query']
  if (typeof query !== 'string') return false
  try {
    const operations = parse(query).definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION)
    return operations.length > 0 && operations.every(({ operation }) => operation === OperationTypeNode.QUERY)
  } catch {
    // What cannot be read is not known to be harmless.
    return false
  }
}

function jsonOf(body: string | undefined): unknown {
  try {
    return JSON.parse(body ?? '')
  } catch {
    // What cannot be read says nothing that is allowed.
    return undefined
  }
}
