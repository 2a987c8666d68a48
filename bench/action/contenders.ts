import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { actionInputs } from '../../test/action/action-inputs.ts'
import type { Command, Contender } from '../speed/contender.ts'
import type { Present } from '../speed/find-program.ts'
import type { BenchPull } from './pull-request.ts'

const none = { version: ['--version'], works: [0, 1], install: '' } as const

/** Gatehouse as a runner starts it: the committed bundle, once with nothing checked out and once beside a checkout. */
export const gatehouseWays: readonly Contender[] = [
  { ...none, name: 'gatehouse' },
  { ...none, name: 'gatehouse, checked out' },
]

export const actionPeers: readonly Contender[] = [
  {
    name: 'semgrep',
    program: 'semgrep',
    version: ['--version'],
    works: [0, 1],
    install: '`pip install semgrep`, and rules by `--semgrep-rules`',
  },
  {
    name: 'gitleaks',
    program: 'gitleaks',
    version: ['version'],
    works: [0],
    install: '`go install github.com/zricethezav/gitleaks/v8@v8.30.1`',
  },
]

export interface CommandOptions {
  readonly bundle: string
  /** Rules of the classes that Gatehouse looks for. */
  readonly semgrepRules: readonly string[]
  readonly scratch: string
}

/** How a program looks at the pull request; undefined where it cannot. */
export function commandFor(
  { contender: { name }, program }: Present,
  pull: BenchPull,
  options: CommandOptions,
): Command | undefined {
  if (name === 'semgrep') return semgrep(program, pull, options.semgrepRules)
  if (name === 'gitleaks')
    return {
      program,
      arguments: [
        'git',
        '.',
        `--log-opts=${pull.base}..${pull.head}`,
        '--no-banner',
        '--no-color',
        '--exit-code',
        '0',
      ],
      folder: pull.checkout,
    }
  return gatehouse(program, pull, options, name === 'gatehouse' ? undefined : pull.checkout)
}

/** It is given the changed files alone, which is faster than letting it compare with a commit: it would scan that too. */
function semgrep(program: string, pull: BenchPull, rules: readonly string[]): Command | undefined {
  if (rules.length === 0) return undefined
  const configs = rules.flatMap((rule) => ['--config', rule])
  return {
    program,
    arguments: [
      'scan',
      ...configs,
      '--metrics',
      'off',
      '--disable-version-check',
      '--json',
      '--quiet',
      ...pull.paths,
    ],
    folder: pull.checkout,
  }
}

/** With what GitHub documents of a runner's environment, and nothing else. */
function gatehouse(
  program: string,
  { github, token, event, head }: BenchPull,
  { bundle, scratch }: CommandOptions,
  checkout: string | undefined,
): Command {
  const folder = join(scratch, 'runner')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'work'), { recursive: true })
  for (const name of ['output', 'summary']) writeFileSync(join(folder, name), '')
  writeFileSync(join(folder, 'event.json'), JSON.stringify(event))
  const environment = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: github.apiUrl,
    GITHUB_SERVER_URL: github.webUrl,
    GITHUB_REPOSITORY: 'acme/web',
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_EVENT_PATH: join(folder, 'event.json'),
    GITHUB_SHA: head,
    GITHUB_WORKSPACE: checkout ?? join(folder, 'work'),
    GITHUB_OUTPUT: join(folder, 'output'),
    GITHUB_STEP_SUMMARY: join(folder, 'summary'),
    ...actionInputs({ token }),
  }
  const pairs = Object.entries(environment).map(([name, value]) => `${name}=${value}`)
  return { program: '/usr/bin/env', arguments: ['-i', ...pairs, program, bundle] }
}
