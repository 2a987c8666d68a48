import { z } from 'zod'
import type { Simulator } from '../../github/server/simulator.ts'
import type { Comment, Issue, User } from '../../github/world/entities.ts'
import { readDetails } from '../../github/world/details.ts'
import { userByLogin } from '../../github/world/lookups.ts'
import { type ActingCompany, type ActingOptions, actingCompany } from './acting-company.ts'

/** As the usual one, with people who answer for emergencies and for Gatehouse. */
export const askingPolicy = `version: 1
mode: enforce
default: deny
changes:
  connections: true
notifications: { issues: false }
requests:
  owners: [acme/gatehouse-owners]
  emergency: { by: [acme/on-call], maxHours: 4, tell: [ada] }
groups:
  - name: apps
    match: ['acme/app*']
    access: approval
    approval: { by: [acme/security], maxDays: 90 }
`

export interface AskingCompany extends ActingCompany {
  readonly dev: User
  readonly sam: User
  readonly eve: User
  readonly security: ReturnType<Simulator['addTeam']>
  /** @returns the issue's number */
  readonly openIssue: (by: User, body: string) => Promise<number>
  readonly say: (by: User, issue: number, body: string) => Promise<void>
  /** What the bot said in an issue, in order. */
  readonly said: (issue: number) => readonly string[]
  readonly issues: () => readonly Issue[]
}

/** A company in which `dev` asks, `sam` of the team `security` approves, and `eve` is in neither. */
export async function askingCompany(options: ActingOptions): Promise<AskingCompany> {
  const company = await actingCompany({ policy: askingPolicy, ...options })
  const { github, acme } = company
  const person = (login: string): User => {
    const user = github.addUser({ login })
    acme.members.set(user.id, 'member')
    return user
  }
  const [dev, sam, eve] = [person('dev'), person('sam'), person('eve')]
  const security = github.addTeam(acme, { name: 'security', members: [sam] })
  github.addTeam(acme, { name: 'on-call', members: [dev] })
  const gatehouse = [...github.world.repositories.values()].find(({ name }) => name === 'gatehouse')!
  const post = async (by: User, path: string, body: object): Promise<{ number: number }> => {
    const response = await fetch(`${github.apiUrl}/repos/acme/gatehouse/${path}`, {
      method: 'POST',
      headers: { authorization: `token ${github.addClassicToken(by, ['repo'])}`, 'user-agent': 'a test' },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
    const made: unknown = await response.json()
    return z.object({ number: z.number().default(0) }).parse(made)
  }
  const bot = (): User | undefined => userByLogin(github.world, `${company.app.slug}[bot]`)
  const comments = (): readonly Comment[] => readDetails(gatehouse).comments
  return {
    ...company,
    dev,
    sam,
    eve,
    security,
    openIssue: async (by, body) => (await post(by, 'issues', { title: 'Claude access', body })).number,
    say: async (by, issue, body) => void (await post(by, `issues/${issue}/comments`, { body })),
    said: (issue) =>
      comments()
        .filter(({ issueNumber, authorId }) => issueNumber === issue && authorId === bot()?.id)
        .map(({ body }) => body),
    issues: () => readDetails(gatehouse).issues,
  }
}
