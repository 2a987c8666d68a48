import { z } from 'zod'
import { known, visibilities } from '../../policies/facts.ts'
import type { FileEvidence } from '../../scanner/assistants/connection.ts'
import type {
  DeployKeyFact,
  RepositoryReachFacts,
  SecretFact,
  SecretStore,
} from '../enforcement/inventory/facts.ts'
import type { ApiClient } from './api-client.ts'
import { readFact } from './read-fact.ts'

export interface RepositoryReading {
  readonly owner: string
  readonly repo: string
  /** Says of a workflow's text how it runs an assistant. */
  readonly evidenceIn: (path: string, text: string) => readonly FileEvidence[]
}

const repository = z.object({ id: z.number(), visibility: z.enum(visibilities) })

/** Reads everything of one repository by which an assistant may reach it. */
export async function readRepositoryReach(
  client: ApiClient,
  { owner, repo, evidenceIn }: RepositoryReading,
): Promise<Omit<RepositoryReachFacts, 'otherWorkflows' | 'activity'>> {
  const where = { owner, repo }
  const { id, visibility } = await client.get('GET /repos/{owner}/{repo}', where, repository)
  return {
    id,
    visibility: known(visibility),
    workflows: await readFact('the workflows', () => readWorkflows(client, where, evidenceIn)),
    secrets: await readFact("the repository's secrets", () => readSecrets(client, where)),
    deployKeys: await readFact('the deploy keys', () => readDeployKeys(client, where)),
    readers: await readFact('who can read it', () =>
      client.count('GET /repos/{owner}/{repo}/collaborators', where),
    ),
  }
}

type Where = Readonly<Record<'owner' | 'repo', string>>

const folder = '.github/workflows'
/** gh-aw compiles `.md` to `.lock.yml`, but either may be there alone. */
const workflowFile = /\.(?:ya?ml|md)$/
const entry = z.object({ name: z.string(), type: z.string(), sha: z.string() })
const blob = z.object({ content: z.string(), encoding: z.literal('base64') })

async function readWorkflows(
  client: ApiClient,
  where: Where,
  evidenceIn: RepositoryReading['evidenceIn'],
): Promise<readonly FileEvidence[]> {
  const files = (await readFolder(client, where)).filter(
    ({ name, type }) => type === 'file' && workflowFile.test(name),
  )
  const evidence: FileEvidence[] = []
  for (const { name, sha } of files) {
    const route = 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}'
    const { content } = await client.get(route, { ...where, file_sha: sha }, blob)
    evidence.push(...evidenceIn(`${folder}/${name}`, Buffer.from(content, 'base64').toString('utf8')))
  }
  return evidence
}

/** Without any workflow there is no such folder, and an empty repository has no folder at all: both are 404, and no refusal. */
async function readFolder(client: ApiClient, where: Where): Promise<readonly z.output<typeof entry>[]> {
  try {
    return await client.get(
      'GET /repos/{owner}/{repo}/contents/{path}',
      { ...where, path: folder },
      z.array(entry),
    )
  } catch (error) {
    if (!(error instanceof Error && 'status' in error && error.status === 404)) throw error
    // Whether the repository's contents may be read at all is asked of what every repository has.
    await client.get('GET /repos/{owner}/{repo}/branches', { ...where, per_page: 1 }, z.array(z.unknown()))
    return []
  }
}

const stores: readonly { readonly store: SecretStore; readonly path: string; readonly field: string }[] = [
  { store: 'actions', path: 'actions/secrets', field: 'secrets' },
  { store: 'dependabot', path: 'dependabot/secrets', field: 'secrets' },
  { store: 'codespaces', path: 'codespaces/secrets', field: 'secrets' },
  { store: 'agents', path: 'agents/secrets', field: 'secrets' },
  { store: 'variables', path: 'actions/variables', field: 'variables' },
]

const named = z.object({ name: z.string() })

async function readSecrets(client: ApiClient, where: Where): Promise<readonly SecretFact[]> {
  const secrets: SecretFact[] = []
  for (const { store, path, field } of stores) {
    const listed = await client.list(`GET /repos/{owner}/{repo}/${path}`, where, named, field)
    secrets.push(...listed.map(({ name }) => ({ store, name })))
  }
  return secrets
}

const deployKey = z.object({ id: z.number(), title: z.string(), read_only: z.boolean() })

async function readDeployKeys(client: ApiClient, where: Where): Promise<readonly DeployKeyFact[]> {
  const keys = await client.list('GET /repos/{owner}/{repo}/keys', where, deployKey)
  return keys.map(({ id, title, read_only: readOnly }) => ({ id, title, readOnly }))
}
