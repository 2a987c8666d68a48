import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { getOctokit } from '@actions/github'
import { onTestFinished } from 'vitest'
import { BadInput } from '../../action/inputs.ts'
import { run } from '../../action/run.ts'
import type { Runner } from '../../action/runner.ts'
import { actionDefaults } from './action-inputs.ts'
import type { ActionOptions, ActionRun } from './run-action.ts'

/** As `runAction`, in this process and without the bundle: for what does not depend on how a runner starts it. */
export async function runInside(options: ActionOptions): Promise<ActionRun> {
  const { github, repository, token, event, inputs = {} } = options
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-inside-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const given: Readonly<Record<string, string>> = { ...actionDefaults(), token, ...inputs }
  const outputs: Record<string, string> = {}
  let [log, summary, exit] = ['', '', 0]
  const say = (line: string): void => {
    log += `${line}\n`
  }
  const runner: Runner = {
    input: (name) => given[name] ?? '',
    hide: () => {},
    info: say,
    annotate: (level, message, { title, file, startLine }) => {
      const place = file === undefined ? '' : `,file=${file},line=${startLine}`
      say(`::${level} title=${title}${place}::${message}`)
    },
    output: (name, value) => {
      outputs[name] = String(value)
    },
    summarize: async (markdown) => {
      summary += markdown
    },
    fail: (message) => {
      say(`::error::${message}`)
      exit = 1
    },
  }
  const owner = github.world.organizations.get(repository.ownerId)!.login
  try {
    await run({
      runner,
      event,
      place: { owner, repo: repository.name, server: options.server ?? github.webUrl },
      workspace: options.workspace ?? folder,
      folder,
      ref: 'refs/heads/main',
      openGitHub: (one) => getOctokit(one, { baseUrl: github.apiUrl }),
      version: '0.0.0',
      now: () => new Date(github.world.clock.now()),
      sleep: async () => {},
      signal: new AbortController().signal,
    })
  } catch (error) {
    if (!(error instanceof BadInput)) throw error
    runner.fail(error.message)
  }
  return { exit, log, outputs, summary }
}
