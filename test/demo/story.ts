import type { Simulator } from '../github/server/simulator.ts'
import { safeWorkflow } from './company/assistant-files.ts'
import { mistakenPolicy } from './company/policies.ts'
import { secretText } from './company/secret-text.ts'
import type { DemoCompany } from './company.ts'
import type { ShownOrganization, ShownRepository } from './demo-source.ts'

/** One thing that happens in the company, and how it is known that the program has seen it. */
export interface StoryStep {
  /** The key by which a person lets it happen. */
  readonly key: string
  readonly what: string
  readonly happen: (github: Simulator, company: DemoCompany) => Promise<void>
  readonly isSeen: (organizations: readonly ShownOrganization[]) => boolean
}

/** A short story; each of its steps happens once. */
export const story: readonly StoryStep[] = [
  {
    key: 's',
    what: 'Bo pushes a secret to harbor-goods/gift-cards',
    async happen(github, { people, repository }) {
      const files = { 'config/payment.env': secretText('stripe-restricted-key') }
      const commit = { files, message: 'Try live payments', sender: people.bo }
      await github.pushCommit(repository('harbor-goods/gift-cards'), commit)
    },
    isSeen: (organizations) =>
      named(organizations, 'harbor-goods/gift-cards')?.findings.some(({ kind }) => kind === 'secret') ===
      true,
  },
  {
    key: 'w',
    what: 'Kim adds a workflow that runs Claude to harbor-pay/payouts',
    async happen(github, { people, repository }) {
      const files = { '.github/workflows/claude.yml': safeWorkflow }
      await github.pushCommit(repository('harbor-pay/payouts'), { files, sender: people.kim })
    },
    isSeen: (organizations) =>
      named(organizations, 'harbor-pay/payouts')?.reaches.some(
        ({ path, state }) => path === 'workflow' && state === 'connected',
      ) === true,
  },
  {
    key: 'r',
    what: 'Ada renames harbor-goods/photo-studio to photo-lab',
    async happen(github, { people, repository }) {
      github.rename(repository('harbor-goods/photo-studio'), { name: 'photo-lab', sender: people.ada })
    },
    isSeen: (organizations) => named(organizations, 'harbor-goods/photo-lab') !== undefined,
  },
  {
    key: 'p',
    what: 'Ada makes a mistake in the policy of harbor-goods; the last valid one stays in force',
    async happen(github, { people, repository }) {
      const files = { 'gatehouse.yml': mistakenPolicy }
      await github.pushCommit(repository('harbor-goods/gatehouse'), { files, sender: people.ada })
    },
    isSeen: (organizations) =>
      organizations.find(({ login }) => login === 'harbor-goods')?.policy.includes('acces') === true,
  },
]

const named = (organizations: readonly ShownOrganization[], name: string): ShownRepository | undefined =>
  organizations.flatMap(({ repositories }) => repositories).find((one) => one.name === name)
