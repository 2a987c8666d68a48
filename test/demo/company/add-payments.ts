import { day } from '../../github/clock.ts'
import type { Simulator } from '../../github/server/simulator.ts'
import type { App, Organization } from '../../github/world/entities.ts'
import { addGovernance, addRepositories } from './add-repositories.ts'
import { guard } from './guard.ts'
import type { People } from './people.ts'
import { paymentsPolicy } from './policies.ts'
import { paymentRows } from './rows.ts'

interface Parts {
  readonly people: People
  readonly claude: (owner: Organization) => App
}

/** The payments subsidiary: outside the enterprise, Claude's App on four repositories, no base permission. */
export function addPayments(github: Simulator, { people, claude }: Parts): Organization {
  const { freya, gus, ivo, jo, kim } = people
  const pay = github.addOrganization({
    login: 'harbor-pay',
    owners: [freya],
    members: [gus, ivo, jo, kim],
    defaultRepositoryPermission: 'none',
  })
  pay.properties.push({ property_name: 'owner', value_type: 'string', values_editable_by: 'org_actors' })
  const teams = { Payments: [ivo, jo], Risk: [kim], Security: [freya] }
  const { repositories } = addRepositories(github, pay, { rows: paymentRows, teams, people })
  const named = (name: string) => repositories.get(name)!
  addGovernance(github, pay, { policy: paymentsPolicy })
  const connected = ['fraud-rules', 'merchant-portal', 'merchant-sdk', 'payments-docs'].map(named)
  github.addInstallation({ app: claude(pay), on: pay, repositories: connected })
  github.addSecret(pay, {
    name: 'ANTHROPIC_API_KEY',
    repositories: [named('fraud-rules'), named('payment-gateway')],
  })
  github.addTokenGrant(pay, {
    owner: kim,
    name: 'reports',
    repositories: [named('compliance-reports')],
    expiresAt: github.clock.now() + 7 * day,
  })
  github.addDeployKey(named('terminal-firmware'), { title: 'Build farm', addedBy: 'jo' })
  for (const name of ['payment-gateway', 'fraud-rules', 'ledger']) guard(github, named(name), 'ruleset')
  guard(github, named('merchant-portal'), 'classic')
  return pay
}
