import { execFile } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { buildActingCompany } from '../demo/acting/company.ts'
import { startFor } from '../demo/start-program.ts'
import { simulated } from '../github/simulated.ts'
import { desktop, openBrowser, openPage } from './open-browser.ts'
import { signInAs } from './sign-in.ts'

const builder = path.join(import.meta.dirname, '../../build/console.ts')

/** The real program, on a real PostgreSQL, over a company that it has looked at once. */
async function running() {
  // Where the program looks for it, as `npm start` has it built.
  await promisify(execFile)(process.execPath, [builder, '--if-older'])
  const github = await simulated()
  const folder = await mkdtemp(path.join(tmpdir(), 'gatehouse-console-'))
  await chmod(folder, 0o755)
  const company = buildActingCompany(github)
  const program = await startFor({ github, app: company.app, folder, settings: company.settings })
  onTestFinished(async () => {
    await program.stop()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })
  await expect.poll(() => program.source.isSwept(['harbor-apps']), { timeout: 200_000 }).toBe(true)
  const browser = await openBrowser()
  onTestFinished(() => browser.close())
  return { address: program.address, browser }
}

test('people sign in at GitHub and see what Claude reaches and why, and nothing is refused by the browser', async () => {
  const { address, browser } = await running()
  const owner = await openPage(browser, desktop)
  await signInAs(owner.page, address, 'freya', '/repositories?connected=true&order=name')
  // Links survive the way to GitHub and back.
  await expect.poll(() => owner.page.url()).toContain('/repositories?connected=true')
  await owner.page.getByRole('link', { name: 'harbor-apps/batch-jobs' }).click()
  await owner.page.getByRole('heading', { level: 1, name: 'harbor-apps/batch-jobs' }).waitFor()
  const decision = owner.page.getByRole('region', { name: 'Decision' })
  await decision.getByText('Not met').or(decision.locator('svg[aria-label="Not met"]')).first().waitFor()
  await owner.page.getByText('Claude’s GitHub App').waitFor()
  await owner.page.goto(`${address}/`)
  await owner.page.getByText(/that Claude can read now/).waitFor()
  const refused = owner.complaints.filter((one) => !/status of 401/.test(one))
  expect(refused).toEqual([])
  const stranger = await openPage(browser, desktop)
  const answer = await stranger.page.goto(`${address}/api/v1/repositories`)
  expect(answer?.status()).toBe(401)
})
