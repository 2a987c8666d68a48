import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeAll, inject, onTestFinished } from 'vitest'
import { z } from 'zod'
import { compileCache } from '../compile-cache.ts'
import { askFor } from '../once-for-all.ts'
import type { Simulator } from '../github/server/simulator.ts'
import type { Repository } from '../github/world/entities.ts'
import { actionInputs } from './action-inputs.ts'

/** The Action as it is published. */
export function useAction(): () => string {
  let file = ''
  beforeAll(async () => {
    file = z.string().parse(await askFor(inject('actionAddress')))
  })
  return () => file
}

export interface ActionRun {
  readonly exit: number
  /** What the runner's log holds, workflow commands among it. */
  readonly log: string
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
}

export interface ActionOptions {
  readonly github: Simulator
  readonly repository: Repository
  readonly token: string
  readonly event: { readonly name: string; readonly payload: unknown; readonly sha: string }
  readonly inputs?: Readonly<Record<string, string>>
  /** Another address than the simulated GitHub's, for what git fetches. */
  readonly server?: string
  /** A checkout; by default an empty folder. */
  readonly workspace?: string
  /** What the workflow sets besides. */
  readonly environment?: Readonly<Record<string, string>>
}

/** Runs it as a runner does: nothing in the environment but what GitHub documents, inputs with the defaults of `action.yml`. */
export async function runAction(bundle: string, options: ActionOptions): Promise<ActionRun> {
  const { github, repository, token, event, inputs = {} } = options
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-run-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = (name: string, text = ''): string => {
    const at = path.join(folder, name)
    writeFileSync(at, text)
    return at
  }
  const [outputs, summary] = [file('output'), file('summary')]
  const workspace = options.workspace ?? path.join(folder, 'work')
  mkdirSync(workspace, { recursive: true })
  const owner = github.world.organizations.get(repository.ownerId)!.login
  const { exit, log } = await output(process.execPath, [bundle], {
    PATH: process.env['PATH'],
    ...compileCache,
    HOME: folder,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: github.apiUrl,
    GITHUB_SERVER_URL: options.server ?? github.webUrl,
    GITHUB_REPOSITORY: `${owner}/${repository.name}`,
    GITHUB_EVENT_NAME: event.name,
    GITHUB_EVENT_PATH: file('event.json', JSON.stringify(event.payload)),
    GITHUB_SHA: event.sha,
    GITHUB_WORKSPACE: workspace,
    GITHUB_OUTPUT: outputs,
    GITHUB_STEP_SUMMARY: summary,
    ...actionInputs({ token, ...inputs }),
    ...options.environment,
  })
  return {
    exit,
    log,
    outputs: outputsIn(readFileSync(outputs, 'utf8')),
    summary: readFileSync(summary, 'utf8'),
  }
}

/** `name<<delimiter`, the value, the delimiter. Source: GitHub's documentation, "Workflow commands", multiline strings. */
const outputsIn = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...text.matchAll(/^([a-z-]+)<<(\S+)\n([\s\S]*?)\n\2$/gm)].map(([, name, , value]) => [name!, value!]),
  )

async function output(
  program: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<{ readonly exit: number; readonly log: string }> {
  const child = spawn(program, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  let log = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      log += chunk.toString('utf8')
    })
  const exit = await new Promise<number>((resolve) => {
    child.on('close', (code) => resolve(code ?? -1))
  })
  return { exit, log }
}
