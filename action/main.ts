import { readFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { isMainThread } from 'node:worker_threads'
import * as core from '@actions/core'
import { getOctokit } from '@actions/github'
import about from '../package.json' with { type: 'json' }
import { serveTasks } from '../scanner/pool/worker.ts'
import { couldNotRun } from './could-not-run.ts'
import { BadInput } from './inputs.ts'
import { run } from './run.ts'
import type { Runner } from './runner.ts'

const levels = { error: core.error, warning: core.warning, notice: core.notice } as const
const runner: Runner = {
  input: (name) => core.getInput(name),
  hide: core.setSecret,
  info: core.info,
  annotate: (level, message, at) => levels[level](message, { ...at }),
  output: core.setOutput,
  summarize: async (markdown) => {
    // Not where nobody reads it: GHES before 3.6, and a run by hand.
    if (process.env['GITHUB_STEP_SUMMARY'] === undefined) return
    await core.summary.addRaw(markdown).write()
  },
  fail: core.setFailed,
}

/** As the runner sets it. @throws where this is no run of a workflow */
function variable(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '')
    throw new BadInput(`${name} is not set: this runs inside GitHub Actions.`)
  return value
}

if (isMainThread) await start()
else serveTasks()

async function start(): Promise<void> {
  const stopping = new AbortController()
  process.once('SIGINT', () => stopping.abort(new Error('The run was cancelled.')))
  process.once('SIGTERM', () => stopping.abort(new Error('The run was cancelled.')))

  try {
    const [owner = '', repo = ''] = variable('GITHUB_REPOSITORY').split('/')
    const payload: unknown = JSON.parse(readFileSync(variable('GITHUB_EVENT_PATH'), 'utf8'))
    await run({
      runner,
      event: { name: variable('GITHUB_EVENT_NAME'), payload, sha: variable('GITHUB_SHA') },
      place: { owner, repo, server: variable('GITHUB_SERVER_URL') },
      workspace: variable('GITHUB_WORKSPACE'),
      openGitHub: (token) => getOctokit(token, { baseUrl: variable('GITHUB_API_URL') }),
      version: about.version,
      now: () => new Date(),
      folder: process.env['RUNNER_TEMP'] ?? tmpdir(),
      ref: process.env['GITHUB_REF'] ?? '',
      // The file starts itself again for them.
      threads: { entry: new URL(import.meta.url), most: availableParallelism() },
      sleep: (milliseconds, signal) => wait(milliseconds, undefined, { signal }),
      signal: stopping.signal,
    })
  } catch (error) {
    await couldNotRun(runner, error)
  }
}
