import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { escapeMarkdown } from '../../report/escape/markdown.ts'
import { passThirtyDays, until } from '../demo/acting/acts.ts'
import { secretText } from '../demo/company/secret-text.ts'
import { readDetails } from '../github/world/details.ts'
import { acceptPlan, approve, askForAccess, callFalsePositive, proposePolicy, tryPolicy } from './jobs.ts'
import { useProgram } from './use-program.ts'

const used = useProgram()

/** Findings are grouped a moment after they were found. */
async function openTheFinding(page: Page, repository: string): Promise<void> {
  const listed = async (): Promise<number> => {
    await page.reload()
    await page.waitForLoadState('networkidle')
    return page.getByRole('row').count()
  }
  await expect.poll(listed).toBe(1)
  await page.getByRole('row').getByRole('link').click()
  await page.getByText(repository).waitFor()
}

const isConnected = (name: string): boolean => used().company.connected().includes(name)

// Nothing is changed on GitHub before an owner has seen what would be, and accepts it.
beforeAll(async () => {
  const owner = await used().as('freya', '/settings')
  await acceptPlan(owner, 'Looked at with the team')
  if (!(await until(() => !isConnected('batch-jobs'), 100_000))) throw new Error('Nothing came of it')
})

test('people sign in at GitHub and see what Claude reaches and why, and nothing is refused by the browser', async () => {
  const page = await used().as('dana', '/repositories?connected=true&order=name')
  // Links survive the way to GitHub and back.
  await expect.poll(() => page.url()).toContain('/repositories?connected=true')
  await page.getByRole('link', { name: 'harbor-apps/tool-deploy' }).click()
  await page.getByRole('heading', { level: 1, name: 'harbor-apps/tool-deploy' }).waitFor()
  const decision = page.getByRole('region', { name: 'Decision' })
  await decision.getByText('Not met').or(decision.locator('svg[aria-label="Not met"]')).first().waitFor()
  await page.getByText('Claude’s GitHub App').waitFor()
  await page.getByRole('link', { name: 'Overview', exact: true }).click()
  await page.getByText(/that Claude can read now/).waitFor()
  expect(
    used()
      .complaints()
      .filter((one) => !/status of 401/.test(one)),
  ).toEqual([])
  const stranger = await used().stranger()
  const answer = await stranger.goto(`${used().program.address}/api/v1/repositories`)
  expect(answer?.status()).toBe(401)
})

test('a developer asks, somebody of the approving team approves for a time, and Claude is let in until it is over', async () => {
  const developer = await used().as('bo', '/requests')
  await askForAccess(developer, 'harbor-apps/service-orders', 'The move to the new queue')
  const approver = await used().as('kim', '/requests')
  // What people write is shown as they wrote it, in the issue too, and is nothing else there.
  const condition = 'Untrack *.env* first, @harbor-apps/all'
  expect(escapeMarkdown(condition)).not.toMatch(/[*@]/)
  await approve(approver, 'harbor-apps/service-orders', 30, condition)
  await expect.poll(() => isConnected('service-orders')).toBe(true)
  await approver.getByText(/^ends /).waitFor()
  await approver.getByText(`On the condition: ${condition}`).waitFor()
  await expect
    .poll(() =>
      readDetails(used().company.repository('gatehouse'))
        .comments.map(({ body }) => body)
        .join('\n'),
    )
    .toContain(`people have to see to:\n\n> ${escapeMarkdown(condition)}`)
  await approver.getByText('The move to the new queue').waitFor()
  expect((await used().gatehouse('why', 'harbor-apps/service-orders')).code).toBe(0)

  await passThirtyDays(used().program.store)
  await expect.poll(() => isConnected('service-orders')).toBe(false)
  await approver.reload()
  await approver.getByText(/^ended /).waitFor()
  expect((await used().gatehouse('why', 'harbor-apps/service-orders')).code).toBe(3)
})

test('a finding that disconnects a repository is none: it is connected again, and the next scan is quiet', async () => {
  const { github, company } = used()
  const { bo: sender } = company.people
  const repository = company.repository('app-gifts')
  const push = (files: Readonly<Record<string, string>>) => github.pushCommit(repository, { files, sender })
  await push({ 'config/example.yml': secretText('stripe-restricted-key') })
  await expect.poll(() => isConnected('app-gifts')).toBe(false)

  const judge = await used().as('kim', '/findings?search=stripe-restricted-key')
  await openTheFinding(judge, 'harbor-apps/app-gifts')
  const dialog = await callFalsePositive(judge, 'It is the example of the service’s own documentation.')
  await dialog.getByText('1 finding answered').waitFor()
  await expect.poll(() => isConnected('app-gifts')).toBe(true)

  const commit = await push({ 'README.md': '# Gifts, and how they are wrapped\n' })
  const readWhy = async () =>
    whySchema.parse(await used().gatehouse('why', 'harbor-apps/app-gifts', '--format', 'json'))
  await expect.poll(async () => (await readWhy()).stdout.lookedAt.commit).toBe(commit)
  const { code, stdout } = await readWhy()
  expect(code).toBe(0)
  expect(Object.values(stdout.findings.open)).toEqual([0, 0, 0, 0, 0])
  expect(isConnected('app-gifts')).toBe(true)
  await judge.reload()
  await judge.getByText('False positive').waitFor()
})

test('what a developer says of a finding waits, until whom the policy names confirms it', async () => {
  const { github, company } = used()
  const { bo: sender } = company.people
  const files = { 'config/sample.yml': secretText('sendgrid-api-key') }
  await github.pushCommit(company.repository('app-stock'), { files, sender })
  await expect.poll(() => isConnected('app-stock')).toBe(false)
  const developer = await used().as('bo', '/findings?search=sample.yml')
  await openTheFinding(developer, 'harbor-apps/app-stock')
  const dialog = await callFalsePositive(developer, 'It is the sample that the service prints itself.')
  await dialog.getByText('waits for somebody whom the policy names').waitFor()
  expect(isConnected('app-stock')).toBe(false)

  const judge = await used().as('kim', '/findings/verdicts')
  const row = judge.getByRole('row').filter({ hasText: 'harbor-apps/app-stock' })
  await row.getByText('bo said it').waitFor()
  await row.getByRole('checkbox').click()
  await judge.getByRole('button', { name: 'Confirm' }).click()
  await judge.getByRole('dialog').getByRole('button', { name: 'Confirm' }).click()
  await judge.getByText('1 answer confirmed').waitFor()
  await expect.poll(() => isConnected('app-stock')).toBe(true)
})

test('an approval is confirmed again in the console by whoever is asked, and its issue says so', async () => {
  const developer = await used().as('bo', '/requests')
  await askForAccess(developer, 'harbor-apps/service-warehouse', 'Tests of the stock count')
  await approve(await used().as('kim', '/requests'), 'harbor-apps/service-warehouse', 60)
  await expect.poll(() => isConnected('service-warehouse')).toBe(true)
  expect((await used().gatehouse('recertify', 'start', '--by', 'freya')).code).toBe(0)
  const owner = await used().as('freya', '/requests/recertifications')
  await owner.getByRole('link', { name: 'Approvals of harbor-apps' }).click()
  const row = owner.getByRole('row').filter({ hasText: 'service-warehouse' })
  await row.waitFor()
  const issue = () =>
    readDetails(used().company.repository('gatehouse')).issues.find(({ title }) =>
      title.startsWith('Recertification'),
    )
  await expect.poll(() => issue()?.state).toBe('open')
  await owner.reload()
  await row.getByRole('checkbox').click()
  await owner.getByRole('button', { name: 'Keep' }).click()
  await owner.getByRole('dialog').getByRole('button', { name: 'Keep' }).click()
  await owner.getByText('Confirmed by @freya: one approval. Nothing is left').waitFor()
  await expect.poll(() => issue()?.state).toBe('closed')
  await owner.reload()
  await owner.getByText('Closed').first().waitFor()
  expect(isConnected('service-warehouse')).toBe(true)
})

const json = z.string().transform((text): unknown => JSON.parse(text))
const whySchema = z.object({
  code: z.number(),
  stdout: json.pipe(
    z.object({
      findings: z.object({ open: z.record(z.string(), z.number()) }),
      lookedAt: z.object({ commit: z.string().nullable() }),
    }),
  ),
})

test('another policy is tried: what it would change is said of each repository, as the command says it, and nothing is changed', async () => {
  const candidate =
    '{ version: 1, mode: enforce, groups: [{ name: tools, match: ["harbor-apps/tool-*"], access: allow }, { name: all, match: ["**"], access: deny }] }'
  const file = path.join(used().folder, 'candidate.yml')
  await writeFile(file, candidate)
  const { stdout } = await used().gatehouse('policy', 'preview', '--candidate', file, '--format', 'json')
  const { changes } = previewSchema.parse(JSON.parse(stdout)).preview
  expect(changes.length).toBeGreaterThan(3)
  const before = used().company.connected()

  const page = await used().as('kim', '/policy')
  await tryPolicy(page, candidate)
  const rows = page.getByRole('list', { name: 'Repositories that change' }).getByRole('listitem')
  await rows.first().waitFor()
  const said = await rows.allInnerTexts()
  expect(new Set(said.map((text) => text.split('\n', 1)[0]))).toEqual(
    new Set(changes.map(({ repository }) => repository)),
  )
  expect(used().company.connected()).toEqual(before)
  // Who owns nothing of Gatehouse takes the text along.
  await page.getByRole('button', { name: 'Copy, and propose on GitHub' }).waitFor()
  expect(await page.getByRole('button', { name: 'Propose', exact: true }).count()).toBe(0)
})

test('an owner proposes another policy, and it is a pull request in which Gatehouse says what it would change', async () => {
  const before = used().company.connected()
  const page = await used().as('freya', '/policy')
  await tryPolicy(page, '{ version: 1, groups: [{ name: all, match: ["**"], access: deny }] }')
  await page.getByRole('heading', { name: 'What it would change' }).waitFor()
  await proposePolicy(page, { title: 'Only look', why: 'Until the move is over' })
  const proposed = page.getByRole('list', { name: 'Proposed here' }).getByRole('listitem')
  await proposed.getByText('Open', { exact: true }).waitFor()
  const governance = readDetails(used().company.repository('gatehouse'))
  const pull = governance.pulls.find(({ title }) => title === 'Only look')
  expect(pull?.body).toContain('> Until the move is over')
  const link = proposed.getByRole('link', { name: `Only look #${pull?.number}` })
  expect(await link.getAttribute('href')).toMatch(new RegExp(`/gatehouse/pull/${pull?.number}$`))
  await expect
    .poll(() =>
      governance.comments.filter(({ issueNumber }) => issueNumber === pull?.number).map(({ body }) => body),
    )
    .toEqual([expect.stringMatching(/repositories would change/)])
  expect(used().company.connected()).toEqual(before)
})

const previewSchema = z.object({
  preview: z.object({ changes: z.array(z.object({ repository: z.string() })) }),
})

test('the record is exported, the command proves it whole, and that of a changed one it was changed', async () => {
  const page = await used().as('freya', '/audit')
  // Signed once a minute: before that nothing vouches for it.
  await expect
    .poll(
      async () => {
        await page.getByRole('button', { name: /^Verify/ }).click()
        await page.getByRole('button', { name: 'Verify again' }).waitFor()
        return page.getByText('Whole', { exact: true }).count()
      },
      { interval: 2_000 },
    )
    .toBe(1)
  await page.getByRole('button', { name: 'Export' }).click()
  const coming = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'JSON Lines' }).click()
  const file = path.join(used().folder, 'audit.jsonl')
  await (await coming).saveAs(file)
  const verified = await used().gatehouse('audit', 'verify', '--export', file)
  expect(verified).toMatchObject({ code: 0, stdout: expect.stringContaining('Whole') })
  const text = await readFile(file, 'utf8')
  await writeFile(file, text.replace('service-orders', 'service-mail'))
  expect((await used().gatehouse('audit', 'verify', '--export', file)).code).toBe(1)
})
