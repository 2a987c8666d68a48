import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { askFor } from '../once-for-all.ts'
import { lookByAxe } from './look-by-axe.ts'
import { desktop, openBrowser, openPage } from './open-browser.ts'
import { startStubServer, type StubServer } from './stub-server.ts'

let browser: Browser
let server: StubServer

beforeAll(async () => {
  server = await startStubServer(String(await askFor(inject('consoleAddress'))))
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

test('the record is read as sentences, narrowed by what events say, and exported as it is narrowed to days', async () => {
  const { page, complaints, close } = await openPage(browser, desktop)
  await page.goto(`${server.address}/audit`)
  await page
    .getByText('ada paused all changes in acme: the release is out: <b>nobody</b> touches anything')
    .first()
    .waitFor()
  await page.getByRole('button', { name: 'Details of event 2996' }).click()
  await page.getByRole('region', { name: 'Details as JSON' }).getByText('"pause": "1"').waitFor()
  expect(await lookByAxe(page)).toEqual([])
  await page.getByRole('link', { name: 'All that they did' }).click()
  await page.waitForURL('**/audit?actor=0d1f8a52-*')
  await page.getByLabel('From').fill('2026-11-01')
  await page.waitForURL('**&from=2026-11-01')
  await page.getByRole('button', { name: 'Export' }).click()
  const href = await page.getByRole('menuitem', { name: 'CSV' }).getAttribute('href')
  expect(href).toMatch(/^\/api\/v1\/organizations\/1\/audit-events\/export\?format=csv&from=2026-1[01]-\d\dT/)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Only by' }).click()
  await page.waitForURL((url) => !url.search.includes('actor'))
  expect(complaints).toEqual([])
  await close()
})

test('an event has an address, and whether the record is whole is asked for', async () => {
  const { page, close } = await openPage(browser, desktop)
  await page.goto(`${server.address}/audit?sequence=2996`)
  await page.getByRole('heading', { level: 1, name: 'Event 2,996' }).waitFor()
  await page.getByRole('link', { name: 'Audit', exact: true }).last().click()
  await page.getByRole('button', { name: 'Verify' }).click()
  await page.getByText('3,000 events, to #3,000').waitFor()
  expect(await lookByAxe(page)).toEqual([])
  await close()
})

test('changes are paused with a reason, and a stopped plan is accepted as it was seen', async () => {
  const { page, complaints, close } = await openPage(browser, desktop)
  const accepted: (string | undefined)[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/plan/accept')) accepted.push(request.headers()['if-match'])
  })
  await page.goto(`${server.address}/settings?organization=1`)
  await page.getByRole('button', { name: 'Pause' }).click()
  const dialog = page.getByRole('dialog')
  expect(await dialog.getByRole('button', { name: 'Pause' }).isDisabled()).toBe(true)
  await dialog.getByLabel('Reason').fill('the release is out')
  expect(await lookByAxe(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Pause' }).click()
  await page.getByText('the release is out · ada').waitFor()
  await page.getByRole('button', { name: 'Accept 14' }).click()
  await dialog.getByLabel('Reason').fill('looked at')
  await dialog.getByRole('button', { name: 'Accept' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(accepted).toEqual(['"0123456789abcdef"'])
  expect(complaints).toEqual([])
  await close()
})

test('an owner makes an auditor, and a token that is shown once', async () => {
  const { page, complaints, close } = await openPage(browser, desktop)
  await page.goto(`${server.address}/settings?organization=1`)
  const dialog = page.getByRole('dialog')
  await page.getByRole('button', { name: 'Grant a role' }).click()
  expect(await dialog.getByRole('button', { name: 'Grant' }).isDisabled()).toBe(true)
  await dialog.getByLabel('Who').fill('dana')
  await dialog.getByText('Reads and exports everything').waitFor()
  expect(await lookByAxe(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Grant' }).click()
  const people = page.getByRole('list', { name: 'People' })
  await people.getByText('dana').waitFor()
  await people.getByRole('button', { name: 'Change dana' }).click()
  await page.getByRole('menuitem', { name: 'End the role of auditor' }).click()
  await people.getByText('dana').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'New token' }).click()
  await dialog.getByLabel('What is it for?').fill('GRC')
  await dialog.getByLabel('Policy').check()
  expect(await lookByAxe(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Make' }).click()
  await dialog.getByText('shown-this-once').waitFor()
  expect(await lookByAxe(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('list', { name: 'API tokens' }).getByText('GRC').waitFor()
  expect(await page.getByText('shown-this-once').count()).toBe(0)
  expect(complaints).toEqual([])
  await close()
})
