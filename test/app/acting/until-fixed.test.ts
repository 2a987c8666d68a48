import { expect, test } from 'vitest'
import { secretText } from '../../demo/company/secret-text.ts'
import { useDatabases } from '../database/test-database.ts'
import { acting, actingCompany, enforcingPolicy } from './acting-company.ts'

const databases = useDatabases()

test('a new secret takes the connection until it is gone from the branches', async () => {
  const policy = `${enforcingPolicy}disconnectUntilFixed:\n  graceHours: { critical: 0, high: 0 }\n`
  const company = await actingCompany({ policy, repositories: { web: true, 'web-two': true } })
  const program = await acting(databases, company)
  expect(company.connected()).toEqual(['web', 'web-two'])

  const web = company.repository('web')
  const files = { 'config/payment.env': secretText('stripe-restricted-key') }
  await company.github.pushCommit(web, { files, sender: company.ada })
  await program.settled()
  expect(await program.secrets('acme/web')).not.toEqual([])
  expect(company.connected()).toEqual(['web-two'])

  await company.github.rewindBranch(web, { branch: 'main', to: 'main~1' })
  await program.settled()
  expect(company.connected()).toEqual(['web', 'web-two'])
})
