import { type ClaudeActivity, objectsOf, textOf, textsOf } from './activity.ts'

/** By what a repository is connected at Claude. */
export const claudeVias = ['project', 'chat', 'code-review', 'integration', 'agent', 'agent-default'] as const
export type ClaudeVia = (typeof claudeVias)[number]

/** Something at Claude that has a repository, or had one. */
export interface ClaudeConnection {
  /** What Claude knows it by, unique in the tenant: `project:claude_proj_sync_…`. */
  readonly source: string
  readonly via: ClaudeVia
  /** `owner/name` in small letters; null: all that the installation reaches, or never told. */
  readonly repository: string | null
  readonly openedAt: Date | null
  /** Opaque person id; null: nobody whom Claude names. */
  readonly openedBy: string | null
  /** null: it is open. */
  readonly closedAt: Date | null
  readonly closedBy: string | null
}

/** An activity with who did it, by our opaque id. */
export type TakenActivity = Pick<ClaudeActivity, 'id' | 'at' | 'type' | 'body'> & {
  readonly person: string | null
}

const syncSource = /^claude_(project|chat)_sync_source_(?:created|updated|deleted)$/

/**
 * What an activity is a part of the story of; undefined: of no connection. Later activities of a story may name nothing but an id, so all
 * of it is read again whenever something new is told of it.
 * Types and fields: platform.claude.com, "Compliance API", activity types.
 */
export function familyOf({ type, body }: Pick<ClaudeActivity, 'type' | 'body'>): string | undefined {
  const sync = syncSource.exec(type)?.[1]
  if (sync !== undefined) return named(sync, textOf(body, `claude_${sync}_sync_source_id`))
  if (type.startsWith('claude_code_review_repository_')) {
    const repository = joined(textOf(body, 'repo_owner'), textOf(body, 'repo_name'))
    return named('code-review', repository && `${textOf(body, 'config_id') ?? ''}:${repository}`)
  }
  if (/^claude_github_integration_(?:created|updated|deleted)$/.test(type))
    return named('integration', textOf(body, 'integration_id'))
  if (/^ccr_agent_proxy_profile_(?:created|updated|deleted)$/.test(type))
    return named('agent', textOf(body, 'profile_id'))
  if (/^ccr_agent_(?:created|updated|deleted)$/.test(type))
    return named('agent-default', textOf(body, 'agent_id'))
  return undefined
}

const named = (kind: string, id: string | undefined): string | undefined => id && `${kind}:${id}`

/**
 * What a story comes to. Pure: whatever the order in which its parts arrived, and however often.
 * @param activities of one family
 */
export function connectionsOf(activities: readonly TakenActivity[]): readonly ClaudeConnection[] {
  const connections = new Map<string, ClaudeConnection>()
  const ordered = [...new Map(activities.map((one) => [one.id, one])).values()].toSorted(
    (one, other) => one.at.getTime() - other.at.getTime() || one.id.localeCompare(other.id),
  )
  for (const activity of ordered) {
    const family = familyOf(activity)
    if (family === undefined) continue
    for (const step of stepsOf(activity, family)) apply(connections, step, activity)
  }
  return [...connections.values()]
}

type Step =
  /** `repository` undefined: it is not told again. */
  | { readonly kind: 'open'; readonly source: string; readonly repository: string | null | undefined }
  | { readonly kind: 'close'; readonly source: string; readonly repository?: string | undefined }
  /** All whose source begins so, but for those named. */
  | { readonly kind: 'close-all'; readonly prefix: string; readonly except: readonly string[] }

function apply(connections: Map<string, ClaudeConnection>, step: Step, { at, person }: TakenActivity): void {
  if (step.kind === 'close-all') {
    for (const [source, one] of connections)
      if (source.startsWith(step.prefix) && !step.except.includes(source) && one.closedAt === null)
        connections.set(source, { ...one, closedAt: at, closedBy: person })
    return
  }
  const { source } = step
  const before = connections.get(source)
  const repository = step.repository ?? before?.repository ?? null
  const via = viaOf(source)
  if (step.kind === 'close')
    connections.set(source, {
      ...(before ?? { source, via, openedAt: null, openedBy: null }),
      repository,
      closedAt: at,
      closedBy: person,
    })
  else if (before?.closedAt === null) connections.set(source, { ...before, repository })
  else
    connections.set(source, {
      source,
      via,
      repository,
      openedAt: at,
      openedBy: person,
      closedAt: null,
      closedBy: null,
    })
}

const viaOf = (source: string): ClaudeVia =>
  claudeVias.find((via) => source.startsWith(`${via}:`)) ?? 'integration'

function stepsOf(activity: TakenActivity, family: string): readonly Step[] {
  const { type, body } = activity
  if (type.startsWith('ccr_agent_proxy_profile_')) return profileSteps(activity, family)
  if (type.startsWith('ccr_agent_')) return defaultSteps(activity, family)
  if (type.startsWith('claude_code_review_repository_')) return reviewSteps(activity, family)
  if (type.startsWith('claude_github_integration_')) return integrationSteps(activity, family)
  // Other places than GitHub have sync sources too.
  if (body['provider'] !== 'github') return []
  const repository = repositoryIn(textOf(body, 'resource_descriptor'))
  return [{ kind: type.endsWith('_deleted') ? 'close' : 'open', source: family, repository }]
}

function reviewSteps({ type, body }: TakenActivity, source: string): readonly Step[] {
  const repository = joined(textOf(body, 'repo_owner'), textOf(body, 'repo_name'))
  const isOff = type.endsWith('_removed') || textOf(body, 'status')?.toUpperCase() === 'INACTIVE'
  return [{ kind: isOff ? 'close' : 'open', source, repository }]
}

/** Only one that names a repository is about one; the others are about the organization. */
function integrationSteps({ type, body }: TakenActivity, source: string): readonly Step[] {
  const repository = joined(textOf(body, 'organization_name'), textOf(body, 'repository_name'))
  const isOff = type.endsWith('_deleted') || body['enabled'] === false
  if (isOff) return [{ kind: 'close', source, repository }]
  return repository === undefined ? [] : [{ kind: 'open', source, repository }]
}

/** What a profile may reach of each installation: nothing, a list, or all of it. */
function profileSteps({ type, body }: TakenActivity, family: string): readonly Step[] {
  if (type.endsWith('_deleted')) return [{ kind: 'close-all', prefix: `${family}:`, except: [] }]
  const given = objectsOf(body, 'github_access').map((one) => ({
    mode: one['access_mode'],
    at: placeOf(one),
    added: textsOf(one, 'repos'),
    removed: [],
  }))
  const changed = objectsOf(body, 'github_access_changes').map((one) => ({
    mode: one['access_mode'],
    at: placeOf(one),
    added: textsOf(one, 'repos_added'),
    removed: textsOf(one, 'repos_removed'),
  }))
  return [...given, ...changed].flatMap(({ mode, at, added, removed }): readonly Step[] => {
    const prefix = `${family}:${at}:`
    const everything = `${prefix}*`
    if (mode === 'all')
      return [
        { kind: 'close-all', prefix, except: [everything] },
        { kind: 'open', source: everything, repository: null },
      ]
    if (mode === 'none') return [{ kind: 'close-all', prefix, except: [] }]
    const sourceOf = (name: string): string => `${prefix}${name.toLowerCase()}`
    return [
      { kind: 'close-all', prefix: everything, except: [] },
      ...removed.map((name): Step => ({
        kind: 'close',
        source: sourceOf(name),
        repository: repositoryIn(name),
      })),
      ...added.map((name): Step => ({
        kind: 'open',
        source: sourceOf(name),
        repository: repositoryIn(name),
      })),
    ]
  })
}

/** The installation on GitHub, by its number; else the configuration of an Enterprise Server. */
function placeOf(access: ClaudeActivity['body']): string {
  const place = access['github_installation_id'] ?? access['ghe_configuration_id']
  return typeof place === 'number' || typeof place === 'string' ? String(place) : ''
}

function defaultSteps({ type, body }: TakenActivity, family: string): readonly Step[] {
  const prefix = `${family}:`
  if (type.endsWith('_deleted')) return [{ kind: 'close-all', prefix, except: [] }]
  if (!Array.isArray(body['default_source_urls'])) return []
  const repositories = textsOf(body, 'default_source_urls').flatMap((url) => repositoryIn(url) ?? [])
  const sources = repositories.map((repository) => `${prefix}${repository}`)
  return [
    { kind: 'close-all', prefix, except: sources },
    ...repositories.map((repository): Step => ({
      kind: 'open',
      source: `${prefix}${repository}`,
      repository,
    })),
  ]
}

const joined = (owner: string | undefined, name: string | undefined): string | undefined =>
  // Some name it whole.
  name?.includes('/') === true ? repositoryIn(name) : repositoryIn(owner && name && `${owner}/${name}`)

/** `owner/name` in small letters, of that itself or of an address; undefined: it is neither. */
export function repositoryIn(text: string | undefined): string | undefined {
  if (text === undefined || text.length > 500) return undefined
  const bare = text.trim().replace(/^(?:https?|ssh|git):\/\/(?:[^/@]*@)?[^/]+\/|^git@[^:]+:/, '')
  const [, owner, name] = /^([A-Za-z0-9-]{1,100})\/([A-Za-z0-9._-]{1,100}?)(?:\.git)?\/?$/.exec(bare) ?? []
  return owner === undefined || name === undefined ? undefined : `${owner}/${name}`.toLowerCase()
}
