import { expect, test } from 'vitest'
import { withToken } from '../../github/simulated.ts'
import { readDetails } from '../../github/world/details.ts'
import { useDatabases } from '../database/test-database.ts'
import { acting, type ActingCompany, actingCompany, enforcingPolicy } from './acting-company.ts'

const databases = useDatabases()

/** Ada opens a pull request that changes the policy. */
async function propose({ github, ada, repository }: ActingCompany, branch: string, text: string) {
  const governance = repository('gatehouse')
  const head = await github.pushCommit(governance, { branch, files: { 'gatehouse.yml': text }, sender: ada })
  const octokit = withToken(github, github.addClassicToken(ada, ['repo']))
  const { data } = await octokit.pulls.create({
    owner: 'acme',
    repo: 'gatehouse',
    head: branch,
    base: 'main',
    title: 'Change the policy',
  })
  return { head, number: data.number }
}

const commentsOf = ({ repository }: ActingCompany, number: number): readonly string[] =>
  readDetails(repository('gatehouse'))
    .comments.filter(({ issueNumber }) => issueNumber === number)
    .map(({ body }) => body)

const checksOf = ({ repository }: ActingCompany) =>
  readDetails(repository('gatehouse')).runs.map(({ headSha, name, conclusion }) => ({
    headSha,
    name,
    conclusion,
  }))

test('a pull request that changes the policy says what it would change, without names, and again after a push', async () => {
  const company = await actingCompany({ repositories: { web: true, 'web-two': true, lib: false } })
  const program = await acting(databases, company)
  const stricter = enforcingPolicy.replace("'acme/web*'", "'acme/web'")
  const { head, number } = await propose(company, 'stricter', stricter)
  await program.settled()
  const [comment, ...more] = commentsOf(company, number)
  expect(more).toEqual([])
  expect(comment).toMatch(/1 of 4 repositories would change/)
  expect(comment).not.toMatch(/web-two/)
  expect(checksOf(company)).toEqual([{ headSha: head, name: 'gatehouse/policy', conclusion: 'success' }])
  const made = await program.store.database.selectFrom('made_things').select(['kind', 'reference']).execute()
  expect(made).toContainEqual({ kind: 'check', reference: 'gatehouse/policy' })
  // Only looked at: nothing is taken before the policy is in force.
  expect(company.connected()).toEqual(['web', 'web-two'])

  const files = { 'gatehouse.yml': 'version: 1\ngroups: [{ name: x }]\n' }
  const next = await company.github.pushCommit(company.repository('gatehouse'), {
    branch: 'stricter',
    files,
    sender: company.ada,
  })
  await program.settled()
  expect(commentsOf(company, number)).toEqual([expect.stringMatching(/The policy is not valid/)])
  expect(checksOf(company)).toContainEqual({ headSha: next, name: 'gatehouse/policy', conclusion: 'failure' })
})

test('what a pull request would change is told anew when another policy comes into force', async () => {
  const company = await actingCompany({ repositories: { web: true, 'web-two': true, lib: false } })
  const program = await acting(databases, company)
  const stricter = enforcingPolicy.replace("'acme/web*'", "'acme/web'")
  const { head, number } = await propose(company, 'stricter', stricter)
  await program.settled()
  expect(commentsOf(company, number)).toEqual([expect.stringMatching(/1 of 4 repositories would change/)])

  // Somebody else's change comes first, by which both are denied: then this one would let one of them in.
  const files = { 'gatehouse.yml': enforcingPolicy.replace("'acme/web*'", "'acme/none*'") }
  await company.github.pushCommit(company.repository('gatehouse'), { files, sender: company.ada })
  await program.settled()
  const [comment, ...more] = commentsOf(company, number)
  expect(more).toEqual([])
  expect(comment).toMatch(/1 of 4 repositories would change/)
  expect(comment).toMatch(/1 × denied → allowed/)
  const shown = readDetails(company.repository('gatehouse')).runs.filter(({ headSha }) => headSha === head)
  expect(shown).toHaveLength(2)
})

test('a pull request that branched off an older policy and does not touch it has nothing said of it', async () => {
  const company = await actingCompany({ repositories: { web: true } })
  const { github, ada, repository } = company
  const governance = repository('gatehouse')
  await github.pushCommit(governance, { branch: 'words', files: { 'README.md': 'Words.' }, sender: ada })
  const octokit = withToken(github, github.addClassicToken(ada, ['repo']))
  const pull = { owner: 'acme', repo: 'gatehouse', head: 'words', base: 'main', title: 'Words' }
  const { data } = await octokit.pulls.create(pull)
  const program = await acting(databases, company)
  const files = { 'gatehouse.yml': enforcingPolicy.replace("'acme/web*'", "'acme/none*'") }
  await github.pushCommit(governance, { files, sender: ada })
  await program.settled()
  expect(commentsOf(company, data.number)).toEqual([])
  expect(checksOf(company)).toEqual([])
  // When it does touch it, it is told.
  const stricter = enforcingPolicy.replace('default: deny', 'default: approval')
  await github.pushCommit(governance, { branch: 'words', files: { 'gatehouse.yml': stricter }, sender: ada })
  await program.settled()
  expect(commentsOf(company, data.number)).toHaveLength(1)
})

test('in observe nothing is said', async () => {
  const policy = enforcingPolicy.replace('mode: enforce', 'mode: observe')
  const company = await actingCompany({ policy, repositories: { web: true } })
  const program = await acting(databases, company)
  const { number } = await propose(company, 'other', `${policy}\n# a remark\n`)
  await program.settled()
  expect(commentsOf(company, number)).toEqual([])
  expect(company.github.calls.filter(({ isWrite }) => isWrite).map(({ operationId }) => operationId)).toEqual(
    [
      // Ada's own.
      'pulls/create',
    ],
  )
})
