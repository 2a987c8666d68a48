import { z } from 'zod'
import type { MadeWriter } from '../../enforcement/github-writes.ts'
import type { RemovableKind } from '../../enforcement/leaving/made-thing.ts'
import type { Octokit } from '../api-client.ts'
import { readFact, statusOf } from '../read-fact.ts'

interface Door {
  /** Reads it. */
  readonly path: string
  /** What the reference is called in the path. */
  readonly name: string
  /** Takes it away. */
  readonly remove: {
    readonly method: string
    readonly path?: string
    readonly body?: Readonly<Record<string, string>>
  }
  /** What GitHub shows while it is as Gatehouse made it; undefined: that it is there. */
  readonly stands?: z.ZodType
}

const closed = { method: 'PATCH', body: { state: 'closed' } }
const open = z.object({ state: z.literal('open') })

/** Source: GitHub's OpenAPI description. What is only closed, because GitHub keeps it, is as good as gone. */
const doors: Readonly<Record<RemovableKind, Door>> = {
  ruleset: { path: '/orgs/{org}/rulesets/{ruleset_id}', name: 'ruleset_id', remove: { method: 'DELETE' } },
  property: {
    path: '/orgs/{org}/properties/schema/{custom_property_name}',
    name: 'custom_property_name',
    remove: { method: 'DELETE' },
  },
  label: { path: '/repos/{owner}/{repo}/labels/{name}', name: 'name', remove: { method: 'DELETE' } },
  issue: {
    path: '/repos/{owner}/{repo}/issues/{issue_number}',
    name: 'issue_number',
    remove: closed,
    stands: open,
  },
  'pull-request': {
    path: '/repos/{owner}/{repo}/pulls/{pull_number}',
    name: 'pull_number',
    remove: closed,
    stands: open,
  },
  workflow: {
    path: '/repos/{owner}/{repo}/actions/workflows/{workflow_id}',
    name: 'workflow_id',
    remove: { method: 'PUT', path: '/enable' },
    stands: z.object({ state: z.literal('disabled_manually') }),
  },
}

/** What Gatehouse has made on GitHub, with our App's installation on the organization. */
export function createMadeWriter(octokit: Octokit, login: string): MadeWriter {
  const at = (kind: RemovableKind, reference: string, repository: string | null) => ({
    org: login,
    owner: login,
    ...(repository !== null && { repo: repository }),
    [doors[kind].name]: reference,
  })
  return {
    isThere: (kind, reference, repository) =>
      readFact(`the ${kind}`, async () => {
        const { path, stands } = doors[kind]
        try {
          const { data } = await octokit.request(`GET ${path}`, at(kind, reference, repository))
          return stands?.safeParse(data).success ?? true
        } catch (error) {
          if (statusOf(error) !== 404) throw error
          // So GitHub answers too where our App may not look: then it does not let the list be read either.
          const list = path.slice(0, path.lastIndexOf('/'))
          await octokit.request(`GET ${list}`, at(kind, reference, repository))
          return false
        }
      }),
    remove: async (kind, reference, repository) => {
      const { path, remove } = doors[kind]
      try {
        await octokit.request(`${remove.method} ${path}${remove.path ?? ''}`, {
          ...at(kind, reference, repository),
          ...remove.body,
        })
        return undefined
      } catch (error) {
        const status = statusOf(error)
        if (status !== 403 && status !== 404) throw error
        return `GitHub answers ${status}: our App lacks the permission to change it`
      }
    },
  }
}
