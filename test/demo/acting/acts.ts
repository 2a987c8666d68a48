import { sql } from 'kysely'
import { z } from 'zod'
import { askForWork } from '../../../app/database/ask-for-work.ts'
import type { Store } from '../../../app/database/store.ts'
import type { Simulator } from '../../github/server/simulator.ts'
import type { User } from '../../github/world/entities.ts'
import { secretText } from '../company/secret-text.ts'
import { type ActingCompany, actingPolicy } from './company.ts'

export interface Stage {
  readonly github: Simulator
  readonly company: ActingCompany
  readonly store: Store
  /** Runs `gatehouse` beside the program. @returns what it printed */
  readonly command: (...words: readonly string[]) => Promise<string>
}

/** Something that happens, and what must have come of it on GitHub. */
export interface Act {
  readonly what: string
  readonly happen: (stage: Stage) => Promise<void>
  /** What is waited for. */
  readonly comes: string
  readonly isSo: (stage: Stage) => boolean | Promise<boolean>
}

const isConnected =
  (name: string, wanted = true) =>
  ({ company }: Stage): boolean =>
    company.connected().includes(name) === wanted

const plan = z.object({ digest: z.string() })

/** A person writes on GitHub. @returns the number of what was made */
async function write({ github }: Stage, by: User, path: string, body: object): Promise<number> {
  const response = await fetch(`${github.apiUrl}/repos/harbor-apps/gatehouse/${path}`, {
    method: 'POST',
    headers: { authorization: `token ${github.addClassicToken(by, ['repo'])}`, 'user-agent': 'demo' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`GitHub answers ${response.status}: ${await response.text()}`)
  return z.object({ number: z.number().default(0) }).parse(await response.json()).number
}

async function follow({ github, company }: Stage, policy: string): Promise<void> {
  const { freya } = company.people
  await github.pushCommit(company.repository('gatehouse'), {
    files: { 'gatehouse.yml': policy },
    sender: freya,
  })
}

const count = async ({ store }: Stage, state: string): Promise<number> => {
  const { rows } = await sql<{ count: string }>`
    select count(*) as count from effects where state = ${state} and finished_at is null`.execute(
    store.database,
  )
  return Number(rows[0]?.count)
}

const open = `harbor-apps/app-`
let issue = 0

/** Whoever was approved for thirty days is out of time; the program's own clock goes on as it is. */
export async function passThirtyDays(store: Store): Promise<void> {
  await sql`update approvals set granted_at = granted_at - interval '30 days', expires_at = now() - interval '1 second'`.execute(
    store.database,
  )
  // The schedule would look within a minute.
  const { rows } = await sql<{ key: string }>`
    select 'repository:' || repository_id as key from approvals`.execute(store.database)
  await store.transact((unit) =>
    askForWork(
      unit,
      rows.map(({ key }) => key),
    ),
  )
}

/** The second part of the demo, in order. */
export const acts: readonly Act[] = [
  {
    what: 'Freya accepts what would be enforced: batch-jobs is denied, and Claude’s App is on it',
    async happen({ command }) {
      const shown = plan.parse(JSON.parse(await command('plan', '--format', 'json')))
      await command('plan', 'accept', '--by', 'freya', '--digest', shown.digest)
    },
    comes: 'batch-jobs is disconnected',
    isSo: isConnected('batch-jobs', false),
  },
  {
    what: 'Bo asks in an issue that Claude may reach service-orders',
    async happen(stage) {
      const body =
        '### Repository\n\nharbor-apps/service-orders\n\n### For how many days\n\n30\n\n### Why it is needed\n\nThe move to the new queue'
      const issueBody = { title: 'Claude access: service-orders', body, labels: ['claude-access'] }
      issue = await write(stage, stage.company.people.bo, 'issues', issueBody)
    },
    comes: 'the request is answered',
    isSo: async ({ store }) => {
      const { rows } = await sql`select 1 from effects where kind = 'comment' and state = 'applied'`.execute(
        store.database,
      )
      return rows.length > 0
    },
  },
  {
    what: 'Kim of the security team writes `/gatehouse approve 30d`',
    async happen(stage) {
      await write(stage, stage.company.people.kim, `issues/${issue}/comments`, {
        body: '/gatehouse approve 30d',
      })
    },
    comes: 'service-orders is connected',
    isSo: isConnected('service-orders'),
  },
  {
    what: 'Thirty days pass (the demo turns the dates in its own database)',
    happen: ({ store }) => passThirtyDays(store),
    comes: 'service-orders is disconnected: its approval has ended',
    isSo: isConnected('service-orders', false),
  },
  {
    what: 'Somebody gives reports to Claude’s App by hand',
    async happen({ company }) {
      company.claude.repositoryIds.add(company.repository('reports').id)
    },
    comes: 'the drift is undone',
    isSo: isConnected('reports', false),
  },
  {
    what: 'Bo pushes a secret to app-web',
    async happen({ github, company }) {
      const files = { 'config/payment.env': secretText('stripe-restricted-key') }
      await github.pushCommit(company.repository('app-web'), { files, sender: company.people.bo })
    },
    comes: 'app-web is disconnected until it is fixed',
    isSo: isConnected('app-web', false),
  },
  {
    what: 'Bo rewrites the branch, and the secret is nowhere any more',
    async happen({ github, company }) {
      await github.rewindBranch(company.repository('app-web'), { branch: 'main', to: 'main~1' })
    },
    comes: 'app-web is connected again',
    isSo: isConnected('app-web'),
  },
  {
    what: 'A wave: the policy does not allow app-gifts and app-vouchers any more',
    happen: (stage) =>
      follow(
        stage,
        actingPolicy.replace(
          `match: ['${open}*']`,
          `match: ['${open}*']\n    except: ['${open}gifts', '${open}vouchers']`,
        ),
      ),
    comes: 'both are disconnected',
    isSo: (stage) => isConnected('app-gifts', false)(stage) && isConnected('app-vouchers', false)(stage),
  },
  {
    what: 'The wave was a mistake: the policy is put back, and `gatehouse plan undo` gives back what it took',
    async happen(stage) {
      const wave = await lastPolicy(stage)
      await follow(stage, `${actingPolicy}# put back\n`)
      await until(async () => (await lastPolicy(stage)) !== wave && (await isDecided(stage)))
      await stage.command('plan', 'undo', wave, '--by', 'freya')
    },
    comes: 'both are connected again, and nothing else',
    isSo: (stage) => isConnected('app-gifts')(stage) && isConnected('app-vouchers')(stage),
  },
  {
    what: 'A slip: the policy denies every application',
    happen: (stage) => follow(stage, actingPolicy.replace('access: allow', 'access: deny')),
    comes: 'the plan is too large: it stops and asks, and nothing is taken',
    isSo: async (stage) => (await count(stage, 'held')) === 8 && stage.company.connected().length === 11,
  },
]

async function lastPolicy({ store }: Stage): Promise<string> {
  const { rows } = await sql<{
    id: string
  }>`select max(id) as id from policies where state = 'valid'`.execute(store.database)
  return rows[0]!.id
}

/** Whether every repository is decided by the policy in force. */
async function isDecided(stage: Stage): Promise<boolean> {
  const policy = await lastPolicy(stage)
  const { rows } = await sql`
    select 1 from decisions join repositories on repositories.id = repository_id
    where gone_at is null and policy_id is distinct from ${policy}`.execute(stage.store.database)
  return rows.length === 0
}

export async function until(isTrue: () => boolean | Promise<boolean>, limitMs = 30_000): Promise<boolean> {
  for (const end = Date.now() + limitMs; Date.now() < end;) {
    if (await isTrue()) return true
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return false
}
