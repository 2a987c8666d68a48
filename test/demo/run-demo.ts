import { mkdtemp, rm, chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createPage } from '../../report/terminal/page.ts'
import { startSimulator, type Simulator } from '../github/server/simulator.ts'
import { buildCompany, type DemoCompany } from './company.ts'
import type { DemoProgram, StartProgram } from './demo-source.ts'
import type { Played } from './acting/run-acts.ts'
import { brokenPromises } from './promises.ts'
import { story, type StoryStep } from './story.ts'
import { tour, type WriteProof } from './tour.ts'

export interface DemoOptions {
  /** The tour and nothing after it. */
  readonly once: boolean
  readonly startProgram: StartProgram
  readonly print: (text: string) => void
  readonly color: boolean
  readonly width: number
  /** What is played once the tour was shown. */
  readonly afterTour?: () => Promise<Played>
  /** Ends what comes after the tour. */
  readonly signal: AbortSignal
  /** Milliseconds that the first sweep may take. */
  readonly patience?: number
  /** Which steps a person asks for, by key; without it the story plays by itself. */
  readonly keys?: AsyncIterable<string>
}

/** @returns what the demo promised and did not keep */
export async function runDemo(options: DemoOptions): Promise<readonly string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'gatehouse-demo-'))
  // Where this runs as root, PostgreSQL runs as somebody else.
  await chmod(folder, 0o755)
  const github = await startSimulator()
  try {
    const company = await buildCompany(github)
    options.print(
      `A company of ${company.organizations.length} organizations and ${github.world.repositories.size} repositories, on a simulated GitHub.\n`,
    )
    const program = await options.startProgram({ github, company, folder })
    try {
      return await show(options, { github, company, program })
    } finally {
      await program.stop()
    }
  } finally {
    await github.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

interface Stage {
  readonly github: Simulator
  readonly company: DemoCompany
  readonly program: DemoProgram
}

async function show(options: DemoOptions, stage: Stage): Promise<readonly string[]> {
  const { github, company, program } = stage
  const { print, patience = 120_000 } = options
  const started = performance.now()
  const logins = company.organizations.map(({ login }) => login)
  const isDone = await until(() => program.source.isSwept(logins), patience, options.signal)
  if (!isDone) return [...github.defects, 'the first sweep did not come to its end']
  print(`Everything was looked at in ${((performance.now() - started) / 1000).toFixed(1)} s.\n`)
  const organizations = await program.source.readOrganizations()
  const { color, width } = options
  print(tour(createPage({ color, width, unicode: true, all: false }), organizations, proofOf(github)))
  const expected = { organizations: logins.length, repositories: github.world.repositories.size }
  const broken = [...github.defects, ...brokenPromises(organizations, proofOf(github), expected)]
  if (broken.length > 0) return broken
  const played = await options.afterTour?.()
  try {
    const missed = played?.missed ?? []
    if (!options.once && missed.length === 0) await goOn(options, stage, played?.address)
    return missed
  } finally {
    await played?.close()
  }
}

const proofOf = ({ calls }: Simulator): WriteProof => ({
  calls: calls.length,
  writes: calls.filter(({ isWrite }) => isWrite).length,
})

/** Lets the story happen, says when each step was seen, and stays until it is ended. */
async function goOn(options: DemoOptions, stage: Stage, door: string | undefined): Promise<void> {
  const { print, signal, keys } = options
  if (door !== undefined) print(doorsOf(door))
  print(
    `\nGatehouse is at ${stage.program.address}; the simulated GitHub at ${stage.github.webUrl}. Ctrl-C ends both.\n`,
  )
  if (keys === undefined) {
    for (const step of story) if (!signal.aborted) await play(options, stage, step)
  } else {
    print(`${story.map(({ key, what }) => `  ${key}  ${what}`).join('\n')}\n`)
    await playByKeys(options, stage, keys)
  }
  if (!signal.aborted)
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
}

/** Who may come in, and what there is to do for them. */
const doorsOf = (address: string): string => `
The console of harbor-apps: ${address}
  freya  owns it: a plan that is too large waits for her; grants roles, makes API tokens
  kim    of the security team: approves what is asked for
  bo     a developer: sees why a repository is not connected, and asks
  dana   an auditor: reads, exports and verifies the record
`

async function playByKeys(options: DemoOptions, stage: Stage, keys: AsyncIterable<string>): Promise<void> {
  const left = new Map(story.map((step) => [step.key, step]))
  for await (const key of keys) {
    const step = left.get(key)
    left.delete(key)
    if (step !== undefined) await play(options, stage, step)
    if (left.size === 0 || options.signal.aborted) return
  }
}

/** Nothing that happens takes longer to be seen, or it is said that it was not. */
const longest = 30_000

async function play({ print, signal }: DemoOptions, stage: Stage, step: StoryStep): Promise<void> {
  const { github, company, program } = stage
  print(`${step.what} …`)
  const started = performance.now()
  await step.happen(github, company)
  const isSeen = await until(
    async () => step.isSeen(await program.source.readOrganizations()),
    longest,
    signal,
  )
  const took = ((performance.now() - started) / 1000).toFixed(1)
  print(isSeen ? ` seen after ${took} s\n` : ` not seen in ${took} s\n`)
}

async function until(
  isTrue: () => Promise<boolean>,
  patience: number,
  signal: AbortSignal,
): Promise<boolean> {
  const end = performance.now() + patience
  while (performance.now() < end && !signal.aborted) {
    if (await isTrue()) return true
    await wait(200)
  }
  return false
}
