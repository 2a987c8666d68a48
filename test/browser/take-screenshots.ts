// `npm run screenshots`: every page of the console over the demo's organization, light and dark, into docs/images/.
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { until } from '../demo/acting/acts.ts'
import { runCommand } from '../demo/acting/run-command.ts'
import { acceptPlan, approve, askForAccess, callFalsePositive } from './jobs.ts'
import { desktop, openPage } from './open-browser.ts'
import { signInAs } from './sign-in.ts'
import { type ProgramInBrowser, startProgramInBrowser } from './start-program.ts'

interface Shown {
  readonly name: string
  /** Who looks: an owner, unless it is a page for others. */
  readonly who?: 'kim'
  readonly at: string
  /** A link there that leads to what is shown. */
  readonly through?: string
  /** Where the usual one cuts off what matters. */
  readonly height?: number
}

const shown: readonly Shown[] = [
  { name: 'overview', at: '/', height: 1080 },
  { name: 'repositories', at: '/repositories' },
  { name: 'repository', at: '/repositories?search=tool-release', through: 'harbor-apps/tool-release' },
  { name: 'requests', who: 'kim', at: '/requests' },
  { name: 'request', who: 'kim', at: '/requests', through: 'harbor-apps/service-warehouse' },
  { name: 'recertification', at: '/requests/recertifications', through: 'Approvals of harbor-apps' },
  { name: 'findings', at: '/findings' },
  { name: 'finding', at: '/findings?search=npm-access-token', through: 'npm access token' },
  { name: 'answers', who: 'kim', at: '/findings/verdicts' },
  { name: 'rules', at: '/findings/rules' },
  { name: 'policy', at: '/policy' },
  { name: 'audit', at: '/audit' },
  { name: 'settings', at: '/settings' },
  { name: 'claude', at: '/settings/claude' },
]

/** At twice the size, and by a clock some hours ahead: else what is said of times differs with each picture. */
const window = { ...desktop, deviceScaleFactor: 2 }
const ahead = 3.5 * 60 * 60_000

const folder = path.join(import.meta.dirname, '../../docs/images')
mkdirSync(folder, { recursive: true })
const started = await startProgramInBrowser()
try {
  await prepare(started)
  const now = Date.now() + ahead
  for (const colorScheme of ['light', 'dark'] as const)
    for (const who of ['freya', 'kim'] as const) {
      const { page, close } = await openPage(started.browser, { ...window, colorScheme })
      await signInAs(page, started.program.address, who)
      await page.clock.setFixedTime(now)
      for (const one of shown.filter((each) => (each.who ?? 'freya') === who)) {
        await goTo(page, started.program.address, one)
        await take(page, `${one.name}-${colorScheme}`)
      }
      await close()
    }
} finally {
  await started.close()
}

/**
 * So that there is something to be seen: what is enforced is accepted, one repository is approved and to be confirmed, others are asked
 * for, and what somebody said of a finding waits.
 * The company has no past of its own; it is given one.
 */
async function prepare({
  browser,
  program: { address, store, environment },
  company,
}: ProgramInBrowser): Promise<void> {
  const as = async (login: string, at: string): Promise<Page> => {
    const { page } = await openPage(browser, desktop)
    await signInAs(page, address, login, at)
    return page
  }
  await acceptPlan(await as('freya', '/settings'), 'Looked at with the team')
  const bo = await as('bo', '/requests')
  for (const [repository, why] of [
    ['service-orders', 'The move to the new queue'],
    ['service-warehouse', 'Claude is to write the tests that the stock count never had'],
    ['service-billing', 'The invoices in three languages'],
    ['service-mail', 'Templates are moved to the new library'],
  ] as const) {
    await bo.goto(`${address}/requests`)
    await askForAccess(bo, `harbor-apps/${repository}`, why)
  }
  await approve(await as('kim', '/requests'), 'harbor-apps/service-orders', 30)
  await bo.goto(`${address}/findings?search=npm-access-token`)
  await bo.getByRole('grid').getByRole('link').first().click()
  const said = await callFalsePositive(bo, 'It is the sample of the registry’s own documentation.')
  await said.getByText('waits for somebody whom the policy names').waitFor()
  await runCommand(environment, ['recertify', 'start', '--by', 'freya'])
  await sql`insert into daily_figures (organization_id, day, reached, allowed, exposed_secrets)
    select id, current_date - ago, 12 + ago / 9, 9 - ago / 20, 2 + ago / 7 from organizations, generate_series(1, 80) ago
    on conflict do nothing`.execute(store.database)
  const isDone = (): boolean =>
    company.connected().includes('service-orders') && !company.connected().includes('batch-jobs')
  if (!(await until(isDone, 120_000))) throw new Error('What was approved was not connected')
  await Promise.all(browser.contexts().map((context) => context.close()))
}

async function goTo(page: Page, address: string, { at, through, height = 800 }: Shown): Promise<void> {
  await page.setViewportSize({ width: 1280, height })
  await page.goto(address + at)
  if (through !== undefined) {
    await page.getByRole('grid').getByRole('link', { name: through }).first().click()
    await page.waitForURL((url) => url.pathname.startsWith(`${new URL(at, address).pathname}/`))
  }
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForLoadState('networkidle')
}

/** WebP, which is a third of the size; Playwright’s own pictures are PNG or JPEG. */
async function take(page: Page, name: string): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 85 })
  const picture = Buffer.from(data, 'base64')
  writeFileSync(path.join(folder, `${name}.webp`), picture)
  process.stdout.write(`${name}: ${Math.round(picture.length / 1024)} KB\n`)
}
