import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'
import { startGit } from '../../git-starter/start-git.ts'
import { isGranted } from '../auth/access.ts'
import { personOf, type Actor } from '../auth/actor.ts'
import { authenticate } from '../auth/authenticate.ts'
import { personMay } from '../auth/people.ts'
import { isVisible, permissionsOn } from '../auth/permissions-of.ts'
import { senderOf } from '../operations/change-ref.ts'
import { pushRulesFor } from '../rules/push-rules.ts'
import type { GitHub } from '../server/github.ts'
import { Refusal } from '../server/refusal.ts'
import { pushed } from '../webhooks/pushed.ts'
import type { Repository } from '../world/entities.ts'
import { repositoryByAnyName } from '../world/lookups.ts'
import { serveLfsBatch } from './serve-lfs.ts'
import { gitEnvironment } from './run-git.ts'

export interface GitRequest {
  readonly owner: string
  readonly name: string
  /** `/info/refs`, `/git-upload-pack`, `/git-receive-pack`, or that of Git LFS. */
  readonly rest: string
  readonly url: URL
}

/** What a URL of git's smart protocol names, if it is one. */
export function gitRequest(url: URL): GitRequest | undefined {
  const match =
    /^\/([^/]+)\/([^/]+?)(?:\.git)?(\/info\/refs|\/git-upload-pack|\/git-receive-pack|\/info\/lfs\/objects\/batch)$/.exec(
      url.pathname,
    )
  if (match === null) return undefined
  const [, owner, name, rest] = match
  return { owner: owner!, name: name!, rest: rest!, url }
}

/** Serves clone, fetch and push by git's own program, once GitHub's rules let it. */
export async function serveGit(
  github: GitHub,
  { rest, url, ...names }: GitRequest,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const isPush = rest === '/git-receive-pack' || url.searchParams.get('service') === 'git-receive-pack'
  const record = (actor: Actor | undefined, status: number): void => {
    recordCall(github, { message, url, isPush, actor, status })
  }
  let actor: Actor | undefined
  try {
    actor = authenticate(github.world, message.headers.authorization)
    const repository = permitted(github, actor, { ...names, isPush })
    if (rest.startsWith('/info/lfs/')) {
      record(actor, await serveLfsBatch(github, repository, message, response))
      return
    }
    const store = await (isPush ? github.git.toWrite(repository) : github.git.of(repository))
    const operationId = isPush ? 'git/receive-pack' : 'git/upload-pack'
    const call = { method: message.method ?? 'GET', path: url.pathname, operationId }
    if (github.cloneFaults.take(call)?.kind === 'timeout') {
      record(actor, 0)
      // Nothing comes until whoever asked gives up.
      await once(response, 'close')
      return
    }
    const before = await store.refs()
    const folder = await store.folder()
    const environment = isPush ? await enforcePushRules(github, repository, { actor, folder }) : {}
    await runBackend({ folder, rest, url, environment }, message, response)
    record(actor, response.statusCode)
    if (rest !== '/git-receive-pack') return
    store.forget()
    await pushed(github, repository, { before, sender: senderOf({ github, actor }) })
  } catch (error) {
    const status = error instanceof Refusal ? error.status : 500
    record(actor, status)
    if (!(error instanceof Refusal)) github.defects.push(`git: ${String(error)}`)
    if (response.headersSent) return
    const challenge = status === 401 ? { 'www-authenticate': 'Basic realm="GitHub"' } : {}
    response.writeHead(status, { 'content-type': 'text/plain', ...challenge })
    response.end(error instanceof Error ? error.message : String(error))
  }
}

interface Wanted {
  readonly owner: string
  readonly name: string
  readonly isPush: boolean
}

/** git asks without a name first, so whoever shows none is asked for it, even for what does not exist. */
function permitted({ world }: GitHub, actor: Actor, { owner, name, isPush }: Wanted): Repository {
  const repository = repositoryByAnyName(world, owner, name)
  const isOpen = repository?.visibility === 'public' && !isPush
  if (actor.kind === 'anonymous' && !isOpen) throw new Refusal(401, 'Authentication required')
  if (repository === undefined || !isVisible(world, actor, repository))
    throw new Refusal(404, 'Repository not found.')
  if (isOpen) return repository
  const needs = [{ contents: isPush ? 'write' : 'read' } as const]
  const person = personOf(actor)
  const granted = actor.kind === 'classic' ? needs[0]! : (permissionsOn(world, actor, repository) ?? {})
  if (
    !isGranted(granted, needs[0]!) ||
    (person !== undefined && !personMay(world, person, repository, needs))
  )
    throw new Refusal(
      403,
      isPush ? 'Write access to repository not granted.' : 'Read access to repository not granted.',
    )
  if (isPush && repository.archived)
    throw new Refusal(403, 'This repository was archived so it is read-only.')
  return repository
}

interface Backend {
  readonly folder: string
  readonly rest: string
  readonly url: URL
  readonly environment: Readonly<Record<string, string>>
}

/** Lets git ask before it takes a push, where there are rules for it. @returns what the hook is told */
async function enforcePushRules(
  { world }: GitHub,
  repository: Repository,
  { actor, folder }: { readonly actor: Actor; readonly folder: string },
): Promise<Readonly<Record<string, string>>> {
  const rules = pushRulesFor(world, repository, actor)
  if (rules.length === 0) return {}
  const hook = path.join(folder, 'hooks/pre-receive')
  await mkdir(path.dirname(hook), { recursive: true })
  const script = path.join(import.meta.dirname, '../rules/pre-receive.ts')
  await writeFile(hook, `#!/bin/sh\nexec '${process.execPath}' '${script}'\n`, { mode: 0o755 })
  return { SIMULATED_PUSH_RULES: JSON.stringify(rules) }
}

/** git's own CGI program. */
async function runBackend(
  { folder, rest, url, environment }: Backend,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { input, output, ended } = await startGit({
    args: ['http-backend'],
    environment: {
      ...gitEnvironment,
      ...environment,
      GIT_PROJECT_ROOT: path.dirname(folder),
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: `/${path.basename(folder)}${rest}`,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: message.method ?? 'GET',
      CONTENT_TYPE: message.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: message.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(message.headers['git-protocol'] ?? ''),
      REMOTE_USER: 'simulated',
      REMOTE_ADDR: '127.0.0.1',
    },
    hasInput: message.method === 'POST',
  })
  if (input) message.pipe(input)
  let head: Buffer | undefined = Buffer.alloc(0)
  output.on('data', (chunk: Buffer) => {
    if (head === undefined) {
      response.write(chunk)
      return
    }
    head = Buffer.concat([head, chunk])
    const end = head.indexOf('\r\n\r\n')
    if (end < 0) return
    writeHead(response, head.subarray(0, end).toString('utf8'))
    response.write(head.subarray(end + 4))
    head = undefined
  })
  await Promise.all([once(output, 'close'), ended])
  await new Promise<void>((resolve) => response.end(() => resolve()))
}

function writeHead(response: ServerResponse, head: string): void {
  const fields = head.split('\r\n').map((line) => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const
  })
  const status = fields.find(([name]) => name === 'status')?.[1] ?? '200'
  response.writeHead(
    Number.parseInt(status, 10),
    Object.fromEntries(fields.filter(([name]) => name !== 'status')),
  )
}

function recordCall(
  { calls }: GitHub,
  {
    message,
    url,
    isPush,
    actor,
    status,
  }: {
    readonly message: IncomingMessage
    readonly url: URL
    readonly isPush: boolean
    readonly actor: Actor | undefined
    readonly status: number
  },
): void {
  calls.push({
    method: message.method ?? 'GET',
    path: url.pathname,
    search: url.search,
    graphql: undefined,
    operationId: isPush ? 'git/receive-pack' : 'git/upload-pack',
    actor: actor?.kind ?? 'unknown',
    installationId: actor?.kind === 'installation' ? actor.installationId : undefined,
    status,
    // Asking which refs there are, to push later, changes nothing yet.
    isWrite: isPush && message.method === 'POST',
    charged: false,
    unknownQuery: [],
    requestId: '',
  })
}
